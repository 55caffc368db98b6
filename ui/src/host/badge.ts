import { Image } from '@tauri-apps/api/image';
import { getCurrentWindow } from '@tauri-apps/api/window';

/** How large the sign on the taskbar's button is drawn, in pixels. */
const SIZE = 32;

/**
 * Shows a number at the program's icon: in the dock, or in the launcher where the desktop has one.
 * Windows has no number for that, but a sign on the taskbar's button, on which it is painted.
 */
export async function showBadge(count: number): Promise<void> {
  const window = getCurrentWindow();
  if (!navigator.userAgent.includes('Windows')) {
    await window.setBadgeCount(count > 0 ? count : undefined);
    return;
  }
  const pixels = count > 0 ? painted(count > 99 ? '99+' : String(count)) : null;
  await window.setOverlayIcon(pixels === null ? undefined : await Image.new(pixels, SIZE, SIZE));
}

function painted(text: string): Uint8Array | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = '#a8321a';
  pen.beginPath();
  pen.arc(SIZE / 2, SIZE / 2, SIZE / 2, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = '#ffffff';
  pen.font = `600 ${text.length > 2 ? 13 : 20}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, SIZE / 2, SIZE / 2 + 1);
  return new Uint8Array(pen.getImageData(0, 0, SIZE, SIZE).data);
}
