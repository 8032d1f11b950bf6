/** Streams an XML file, plain or gzip, through a strict parser; errors name file, line and column. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { InputProblem } from './input-problem.ts';

export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlVisitor {
  /** `where` names file and line for errors. */
  opened(name: string, attributes: XmlAttributes, where: () => string): void;
  closed?(name: string): void;
}

export async function readXml(file: string, visitor: XmlVisitor): Promise<void> {
  const parser = new SaxesParser({ position: true });
  const where = (): string => `${file}:${parser.line}`;
  parser.on('error', (error) => {
    throw new InputProblem(where(), `not well-formed XML: ${error.message}`);
  });
  parser.on('opentag', (tag) => visitor.opened(tag.name, tag.attributes as XmlAttributes, where));
  parser.on('closetag', (tag) => visitor.closed?.(tag.name));
  const isGzip = await startsWithGzipMagic(file);
  const source = createReadStream(file);
  const stream = isGzip ? source.pipe(createGunzip()) : source;
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of stream) parser.write(decoder.decode(chunk, { stream: true }));
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    if (error instanceof InputProblem) throw error;
    throw new InputProblem(
      file,
      `cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  } finally {
    source.destroy();
  }
}

async function startsWithGzipMagic(file: string): Promise<boolean> {
  const handle = await open(file).catch((error: Error) => {
    throw new InputProblem(file, `cannot be opened: ${error.message}`);
  });
  const bytes = new Uint8Array(2);
  await handle.read(bytes, 0, 2, 0);
  await handle.close();
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export function textOf(attributes: XmlAttributes, name: string, where: () => string): string {
  const value = attributes[name];
  if (value === undefined) throw new InputProblem(where(), `attribute '${name}' is missing`);
  return value;
}

export function numberOf(attributes: XmlAttributes, name: string, where: () => string): number {
  const text = textOf(attributes, name, where);
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InputProblem(where(), `attribute '${name}' must be a number, got '${text}'`);
  }
  return value;
}
