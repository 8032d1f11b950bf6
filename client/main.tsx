/** Entry of the browser client. */
import '@fontsource-variable/noto-sans-sc';
import './ui/tokens.css';
import './ui/base.css';
import './ui/ui.css';
import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startFollowingSelection } from './app/follow-selection.ts';
import { startApp } from './app/start-app.ts';
import { startUrlSync } from './app/sync-url.ts';
import { installProbe } from './probe.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html: expected an element #root, found none');
startUrlSync();
startFollowingSelection();
installProbe(window);
void startApp();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
