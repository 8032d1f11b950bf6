/** A CPU profile of a page → seconds of the main thread by whose script ran. */

/** What of the DevTools profile is read. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples?: readonly number[] | undefined;
  /** Microseconds since the sample before. */
  readonly timeDeltas?: readonly number[] | undefined;
}

export interface ScriptSeconds {
  readonly engine: number;
  readonly ours: number;
  /** Garbage collection, and native work that belongs to no script. */
  readonly browser: number;
}

export function sumProfile(profile: CpuProfile): ScriptSeconds {
  const owners = new Map(profile.nodes.map((node) => [node.id, ownerOf(node.callFrame)]));
  const micros = { engine: 0, ours: 0, browser: 0, idle: 0 };
  profile.samples?.forEach((id, i) => {
    micros[owners.get(id) ?? 'idle'] += Math.max(0, profile.timeDeltas?.[i] ?? 0);
  });
  return {
    engine: micros.engine / 1e6,
    ours: micros.ours / 1e6,
    browser: micros.browser / 1e6,
  };
}

function ownerOf({
  functionName,
  url,
}: {
  readonly functionName: string;
  readonly url: string;
}): 'engine' | 'ours' | 'browser' | 'idle' {
  if (url.includes('/cesium/')) return 'engine';
  if (url.endsWith('/page.js')) return 'ours';
  return functionName === '(idle)' || functionName === '(root)' || url !== '' ? 'idle' : 'browser';
}
