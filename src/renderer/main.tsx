import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { followEvents } from './bridge/follow-events.ts';
import { createQueryClient } from './bridge/query-client.ts';
import { serveMenu } from './bridge/serve-menu.ts';
import { allCommands, hearKeys } from './commands/use-commands.ts';
import { InEnglish } from './ui/in-english.tsx';
import './theme/base.css';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no element #root');

const queryClient = createQueryClient();
followEvents(window.whence, queryClient);
hearKeys(window);
serveMenu(window.whence, allCommands);

createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <InEnglish>
      <App />
    </InEnglish>
  </QueryClientProvider>,
);
