/** Hands a file to the browser's download. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the blob once the click is handled.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** A file name that every system takes: the plan's name, without what paths forbid. */
export const fileName = (name: string, extension: string): string =>
  `${name.replace(/[\\/:*?"<>|\s]+/g, '-').slice(0, 80) || 'gezi'}.${extension}`;
