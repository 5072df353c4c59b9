import { documentPath } from './api-app.ts';
import type { ApiApp } from './api-ground.ts';

/** Tells the methods that the described routes have at an address, HEAD among them where there is GET; none where there is no route. */
export function methodsByAddress(app: ApiApp): (path: string) => readonly string[] {
  const routes = new Map<string, string[]>([[documentPath, ['GET', 'HEAD']]]);
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { path, method } = definition.route;
    const methods = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    routes.set(path, [...(routes.get(path) ?? []), ...methods]);
  }
  const patterns = [...routes].map(([path, methods]) => ({ pattern: patternOf(path), methods }));
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.methods ?? [];
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : part.replaceAll('.', '\\.')));
  return new RegExp(`^${parts.join('/')}$`);
}
