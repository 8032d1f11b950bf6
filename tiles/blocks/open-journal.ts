/**
 * The journal of a build under way: one line for each block planned or tiled, written after its
 * files. A killed build leaves it, and the next one takes over every block whose inputs are still
 * the same and whose files still have their checksums.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type JournalLine,
  journalLineSchema,
  type PlannedRecord,
  type TiledBlock,
} from './block-records.ts';

/** Inside the folder under construction; gone when the city is finished. */
export const WORK_FOLDER = 'build';
export const JOURNAL_FILE = 'journal.jsonl';

export interface Journal {
  /** By block key; of earlier attempts, checked. */
  readonly planned: ReadonlyMap<string, PlannedRecord>;
  readonly tiled: ReadonlyMap<string, TiledBlock>;
  add(line: JournalLine): Promise<void>;
  close(): Promise<void>;
}

export function spoolPath(dir: string, key: string): string {
  return join(dir, WORK_FOLDER, `${key}.plans`);
}

export async function openJournal(dir: string): Promise<Journal> {
  await mkdir(join(dir, WORK_FOLDER), { recursive: true });
  const path = join(dir, WORK_FOLDER, JOURNAL_FILE);
  const planned = new Map<string, PlannedRecord>();
  const tiled = new Map<string, TiledBlock>();
  for (const line of await readLines(path)) {
    const { key, hash } = line;
    if (line.type === 'plan') planned.set(key, { key, hash, planned: line.planned });
    else tiled.set(key, { key, hash, written: line.written });
  }
  for (const [key, { planned: plan }] of planned) {
    if ((await checksumOf(spoolPath(dir, key))) !== plan.spoolSha256) planned.delete(key);
  }
  for (const [key, { written }] of tiled) {
    for (const file of written.files) {
      if ((await checksumOf(join(dir, file.path))) !== file.sha256) tiled.delete(key);
    }
  }
  const file: FileHandle = await open(path, 'a');
  try {
    // Ends a line that was cut off, so that it cannot swallow the next.
    await file.write('\n');
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    planned,
    tiled,
    add: async (line) => {
      await file.write(`${JSON.stringify(line)}\n`);
    },
    close: () => file.close(),
  };
}

/** A line that was cut off by the end of the process is no line. */
async function readLines(path: string): Promise<readonly JournalLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = journalLineSchema.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

async function checksumOf(path: string): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch {
    return null;
  }
}
