import { expect, test } from 'vitest';
import { bringsFiles, pastedFiles } from './pickedFiles';

const file = new File(['x'], 'cup.jpg', { type: 'image/jpeg' });

function brought(types: string[], files: File[]): DataTransfer {
  return { types, files } as unknown as DataTransfer;
}

test('a copied picture is pasted, and copied words stay words', () => {
  expect(pastedFiles(brought(['Files'], [file]))).toEqual([file]);
  expect(pastedFiles(brought(['text/html', 'Files'], [file]))).toEqual([file]);
  // A spreadsheet's cells come as words and as a picture of them.
  expect(pastedFiles(brought(['text/plain', 'text/html', 'Files'], [file]))).toEqual([]);
  expect(pastedFiles(null)).toEqual([]);
});

test('only files are taken for files', () => {
  expect(bringsFiles(brought(['Files'], []))).toBe(true);
  expect(bringsFiles(brought(['text/uri-list', 'text/plain'], []))).toBe(false);
  expect(bringsFiles(null)).toBe(false);
});
