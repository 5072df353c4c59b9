import type { Socket } from 'node:net';

/**
 * Reads messages from a socket, one line of JSON each. A line that is longer than `limitBytes` or is not JSON closes the socket: whoever
 * wrote it does not speak our language.
 */
export function readMessageLines(socket: Socket, limitBytes: number, take: (message: unknown) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      let message: unknown;
      try {
        message = JSON.parse(line);
      } catch {
        socket.destroy();
        return;
      }
      take(message);
    }
    if (rest.length > limitBytes) socket.destroy();
  });
}

export function messageLine(message: object): string {
  return `${JSON.stringify(message)}\n`;
}
