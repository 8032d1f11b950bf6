/** A browser with one page for a benchmark: errors on the page fail it, the renderer is named. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserLaunchOptions } from '#e2e';

export interface BenchPage {
  readonly browser: Browser;
  readonly page: Page;
  /** What draws: `ANGLE (… SwiftShader …)` in software, else the graphics processor's name. */
  readonly renderer: string;
  readonly isSoftware: boolean;
  /** Throws what went wrong on the page since the last call. */
  check(): void;
  close(): Promise<void>;
}

export async function openBenchPage(
  address: string,
  viewport: { readonly width: number; readonly height: number },
  extraArguments: readonly string[] = [],
): Promise<BenchPage> {
  const launch = browserLaunchOptions();
  const browser = await chromium.launch({
    ...launch,
    args: [...(launch.args ?? []), ...extraArguments],
  });
  const page = await browser.newPage({ viewport });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  const check = (): void => {
    const [first] = errors.splice(0);
    if (first !== undefined) throw new Error(`${address}: the page reports: ${first}`);
  };
  await page.goto(address);
  const renderer = await page.evaluate<string>(RENDERER);
  return {
    browser,
    page,
    renderer,
    isSoftware: /swiftshader|llvmpipe|software/i.test(renderer),
    check,
    close: () => browser.close(),
  };
}

/** Runs in the page; its types are another part's. */
const RENDERER = `(() => {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return 'no WebGL 2';
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
})()`;
