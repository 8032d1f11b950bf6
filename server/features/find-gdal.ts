/**
 * GDAL's command-line programs, by which the GIS interface is tested. Absent in CI, as root on a
 * Debian, they are installed; absent elsewhere, the tests skip and say what to install.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface Gdal {
  readonly version: string;
}

export type GdalSearch =
  | { readonly found: true; readonly gdal: Gdal }
  | { readonly found: false; readonly why: string };

const HINT = 'GDAL (ogrinfo, ogr2ogr) is absent: apt-get install -y gdal-bin';
const INSTALL_PATIENCE_MS = 240_000;

export function findGdal(
  environment: Readonly<Record<string, string | undefined>>,
  system: { readonly version: () => string | null; readonly install: () => string | null } = SYSTEM,
): GdalSearch {
  const present = system.version();
  if (present !== null) return { found: true, gdal: { version: present } };
  if (!environment.CI) return { found: false, why: HINT };
  const fault = system.install();
  const installed = system.version();
  if (installed !== null) return { found: true, gdal: { version: installed } };
  return {
    found: false,
    why: `${HINT} (tried: ${fault ?? 'installed, but ogrinfo does not run'})`,
  };
}

const SYSTEM = {
  version: (): string | null => {
    const { status, stdout } = spawnSync('ogrinfo', ['--version'], { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  },
  install: (): string | null => {
    if (process.getuid?.() !== 0) return 'not root';
    if (!existsSync('/etc/debian_version')) return 'not a Debian';
    process.stderr.write(
      `No GDAL found: installing gdal-bin on Debian ${readFileSync('/etc/debian_version', 'utf8').trim()} (apt-get)…\n`,
    );
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-q'],
      ['install', '-q', '-y', '--no-install-recommends', 'gdal-bin'],
    ]) {
      const run = spawnSync('apt-get', args, {
        env: environment,
        encoding: 'utf8',
        timeout: INSTALL_PATIENCE_MS,
      });
      if (run.status !== 0) return `apt-get ${args[0]}: ${(run.stderr ?? '').trim().slice(-300)}`;
    }
    return null;
  },
};
