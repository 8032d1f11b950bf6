/** Cuts a stream of text chunks into whole lines; progress bars (`\r`) count as lines too. */
export function createLineSplitter(onLine: (line: string) => void): {
  write(chunk: string): void;
  end(): void;
} {
  let rest = '';
  const emit = (line: string): void => {
    if (line.trim() !== '') onLine(line);
  };
  return {
    write(chunk) {
      const lines = (rest + chunk).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      lines.forEach(emit);
    },
    end() {
      emit(rest);
      rest = '';
    },
  };
}
