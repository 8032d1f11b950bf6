/**
 * The one page that somebody who is not signed in gets: self-contained HTML in Chinese and English,
 * no file, no request beyond the form itself. It works without script; with it, a one-time link
 * signs in by itself. Tokens of design: dark control-room theme.
 */
export type SignInLanguage = 'zh' | 'en';
export type SignInFault = 'wrong' | 'locked' | 'too-many' | 'expired' | null;

const TEXTS = {
  zh: {
    lang: 'zh-CN',
    title: '登录 · 格子',
    heading: '格子 · 街区数字孪生',
    name: '账号',
    password: '密码',
    signIn: '登录',
    tokenIntro: '一次性登录链接有效。点击即可登录，链接随后失效。',
    tokenButton: '进入街区',
    hint: '启动时终端会打印一次性登录链接（15 分钟内有效）；再次启动可得到新的链接。',
    other: 'English',
    faults: {
      wrong: '账号或密码不正确。',
      locked: '账号因多次输错密码暂时锁定，请稍后再试。',
      'too-many': '尝试次数过多，请一分钟后再试。',
      expired: '此登录链接已使用或已过期，请重新启动以获取新链接，或使用密码登录。',
    },
  },
  en: {
    lang: 'en',
    title: 'Sign in · Gezi',
    heading: 'Gezi · digital twin of a city district',
    name: 'Account',
    password: 'Password',
    signIn: 'Sign in',
    tokenIntro: 'This one-time link is valid. Continue to sign in; the link ends with that.',
    tokenButton: 'Enter the district',
    hint: 'The start prints a one-time sign-in link (valid for 15 minutes); start again for a new one.',
    other: '中文',
    faults: {
      wrong: 'The account or the password is wrong.',
      locked: 'This account is locked for a while after too many wrong passwords. Try again later.',
      'too-many': 'Too many attempts. Try again in a minute.',
      expired:
        'This link was used or has expired. Start again for a new one, or sign in with a password.',
    },
  },
} as const;

export function signInPage(input: {
  readonly language: SignInLanguage;
  readonly token: string | null;
  readonly next: string;
  readonly fault: SignInFault;
  /** Of the Content-Security-Policy, for the style and the script below. */
  readonly nonce: string;
}): string {
  const { language, token, next, fault, nonce } = input;
  const text = TEXTS[language];
  const other = language === 'zh' ? 'en' : 'zh';
  const query = new URLSearchParams({ lang: other, next, ...(token ? { token } : {}) });
  const hidden = (name: string, value: string): string =>
    `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  const fields = token
    ? `<p>${text.tokenIntro}</p>${hidden('token', token)}<button type="submit">${text.tokenButton}</button>`
    : `<label for="name">${text.name}</label>
<input id="name" name="name" autocomplete="username" required maxlength="100" autofocus>
<label for="password">${text.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<button type="submit">${text.signIn}</button>`;
  const script =
    token && !fault
      ? `<script nonce="${nonce}">document.getElementById('sign-in').requestSubmit();</script>`
      : '';
  return `<!doctype html>
<html lang="${text.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${text.heading}</h1>
${fault ? `<p role="alert" class="fault">${text.faults[fault]}</p>` : ''}
<form id="sign-in" method="post" action="/sign-in">
${hidden('next', next)}${hidden('lang', language)}
${fields}
</form>
<p class="hint">${text.hint}</p>
<p><a href="/sign-in?${escapeHtml(query.toString())}" hreflang="${TEXTS[other].lang}" lang="${TEXTS[other].lang}">${text.other}</a></p>
</main>
${script}
</body>
</html>
`;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Only a path of this server; anything else leads to the front page. */
export const safeNext = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(next) && next.length < 2000 ? next : '/';

const STYLE = `
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #0e1116; color: #e6eaf0;
  font: 16px/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
main { width: min(100% - 32px, 420px); background: #151a21; border: 1px solid #2b3440; padding: 32px; }
h1 { font-size: 20px; line-height: 1.3; margin: 0 0 24px; font-weight: 600; }
form { display: grid; gap: 8px; }
label { color: #a9b4c2; }
input { font: inherit; color: inherit; background: #1c232c; border: 1px solid #6f7b8a; padding: 8px 12px; min-height: 40px; width: 100%; }
button { font: inherit; font-weight: 600; color: #0e1116; background: #9cc4ff; border: 0; padding: 8px 16px; min-height: 40px; margin-top: 8px; cursor: pointer; }
:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
.fault { border-left: 4px solid #ff9f1a; padding-left: 12px; margin: 0 0 16px; }
.hint { color: #a9b4c2; font-size: 14px; margin: 24px 0 8px; }
a { color: #9cc4ff; }
p { margin: 0 0 8px; }
`;
