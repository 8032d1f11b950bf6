/** Reads one line without showing it: raw mode on a terminal, the first line of a pipe otherwise. */
import type { ReadStream } from 'node:tty';

const CONTROL_C = '\u0003';
/** Control-D ends the line too. */
const ENDS = new Set(['\n', '\r', '\u0004']);
const BACKSPACES = new Set(['\u0008', '\u007f']);

export function readPassword(
  prompt: string,
  input: ReadStream,
  output: { write(text: string): unknown },
): Promise<string> {
  // A pipe on standard input is no terminal and has no raw mode.
  const terminal = input.isTTY ? input : null;
  if (terminal) {
    output.write(prompt);
    terminal.setRawMode(true);
  }
  input.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (settle: () => void): void => {
      input.off('data', read);
      input.off('end', end);
      if (terminal) {
        terminal.setRawMode(false);
        output.write('\n');
      }
      input.pause();
      settle();
    };
    const end = (): void => finish(() => resolve(typed));
    const read = (chunk: string | Buffer): void => {
      for (const character of String(chunk)) {
        if (character === CONTROL_C) {
          finish(() => reject(new Error('cancelled')));
          return;
        }
        if (ENDS.has(character)) {
          end();
          return;
        }
        typed = BACKSPACES.has(character) ? typed.slice(0, -1) : typed + character;
      }
    };
    input.on('data', read);
    input.on('end', end);
  });
}
