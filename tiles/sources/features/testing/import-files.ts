/** Writes small files for a test and imports the first of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  importSourceFile,
  type SourceFileImport,
  type SourceFileOptions,
} from '../import-source-file.ts';

export type TestFiles = Readonly<Record<string, string | Uint8Array>>;

export async function withFiles<T>(
  files: TestFiles,
  use: (path: (name: string) => string) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'gezi-source-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content);
    return await use((name) => join(dir, name));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** `header` is a name among the files. */
export function importFiles(
  files: TestFiles,
  rest: Partial<SourceFileOptions> = {},
): Promise<SourceFileImport> {
  const [first = ''] = Object.keys(files);
  return withFiles(files, (path) =>
    importSourceFile({
      path: path(first),
      district: 'test',
      name: { zh: '测试', en: 'Test' },
      timeZone: 'Asia/Shanghai',
      fields: {},
      near: null,
      crop: null,
      dwellings: 'cells',
      ...rest,
      ...(rest.header === undefined ? {} : { header: path(rest.header) }),
    }),
  );
}
