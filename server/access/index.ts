export { type BearerTokens, readBearerTokens } from './bearer-tokens.ts';
export { isSameOrigin } from './check-origin.ts';
export { hashPassword, verifyPassword } from './hash-password.ts';
export { readPassword } from './read-password.ts';
export { createSessionBook, type SessionBook } from './session-book.ts';
export { endedSessionCookie, sessionCookie, sessionTokenOf } from './session-cookie.ts';
export { type SignInFault, type SignInLanguage, safeNext, signInPage } from './sign-in-page.ts';
