/** The files that are dragged, dropped or pasted; no words, no addresses. */
export function filesOf(data: DataTransfer | null): File[] {
  return data === null ? [] : [...data.files];
}

/** Whether files are being dragged: what they are is only known when they are dropped. */
export function bringsFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') === true;
}

/** The files of what is pasted, where that is no text: spreadsheets bring a picture of their cells. */
export function pastedFiles(data: DataTransfer | null): File[] {
  if (data === null || data.types.includes('text/plain')) return [];
  return filesOf(data);
}

/** Whether nothing of what is pasted is told. */
export function isBare(data: DataTransfer | null): boolean {
  return data !== null && data.types.length === 0;
}
