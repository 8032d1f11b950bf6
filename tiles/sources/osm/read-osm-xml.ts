/** `.osm` (XML) streamed through saxes: nodes, ways, relations with their tags. */
import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { CityBuildError } from '../../city-build-error.ts';
import { createOsmCollector, type OsmData, type OsmMember } from './osm-records.ts';

interface OpenElement {
  readonly kind: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly lonDegrees: number;
  readonly latDegrees: number;
  readonly refs: number[];
  readonly members: OsmMember[];
  readonly tags: Record<string, string>;
}

export async function readOsmXml(path: string): Promise<OsmData> {
  const collector = createOsmCollector();
  const parser = new SaxesParser();
  let open: OpenElement | null = null;
  let sawRoot = false;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const text = (key: string): string => String(attributes[key] ?? '');
    if (name === 'osm') sawRoot = true;
    else if (name === 'node' || name === 'way' || name === 'relation') {
      open = {
        kind: name,
        id: integerFrom(text('id'), `${name} id`),
        lonDegrees: name === 'node' ? numberFrom(text('lon')) : 0,
        latDegrees: name === 'node' ? numberFrom(text('lat')) : 0,
        refs: [],
        members: [],
        tags: {},
      };
    } else if (name === 'nd') open?.refs.push(integerFrom(text('ref'), 'nd ref'));
    else if (name === 'tag' && open) open.tags[text('k')] = text('v');
    else if (name === 'member') {
      const type = text('type');
      if (type === 'node' || type === 'way' || type === 'relation') {
        open?.members.push({
          type,
          ref: integerFrom(text('ref'), 'member ref'),
          role: text('role'),
        });
      }
    }
  });
  parser.on('closetag', ({ name }) => {
    if (!open || name !== open.kind) return;
    if (open.kind === 'node') collector.addNode(open);
    else if (open.kind === 'way') collector.addWay(open);
    else collector.addRelation(open);
    open = null;
  });
  try {
    const stream = createReadStream(path, { encoding: 'utf8' });
    for await (const chunk of stream) parser.write(String(chunk));
    parser.close();
    if (!sawRoot) throw new Error('it has no <osm> element');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CityBuildError(
      `${path}: expected whole OpenStreetMap XML, line ${parser.line} could not be read: ${reason}.`,
    );
  }
  return collector.finish();
}

/** An absent coordinate becomes NaN, which is out of range. */
function numberFrom(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function integerFrom(text: string, what: string): number {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value)) {
    throw new Error(`expected a whole number as ${what}, got "${text}"`);
  }
  return value;
}
