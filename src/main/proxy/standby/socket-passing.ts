import { Socket, type Server } from 'node:net';

// Node documents the passing of sockets for a parent and its child only. Underneath is a pipe in "IPC" mode, which takes and gives
// descriptors between any two processes (SCM_RIGHTS). It can be reached through process.binding alone, and this file is the one
// place that does: it checks what it finds, and answers null where that is not what it knows.

/** A socket of the system as Node's inner layer holds it. */
export interface PassedSocket {
  close(): void;
}

interface IpcPipe extends PassedSocket {
  open(descriptor: number): number;
  writeUtf8String(request: object, text: string, handle: object): number;
  pendingHandle?: unknown;
}

interface Internals {
  readonly Pipe: new (mode: number) => IpcPipe;
  readonly WriteWrap: new () => { oncomplete: () => void };
  readonly ipcMode: number;
}

/** Whether this Node can pass sockets between processes that are not parent and child. */
export function canPassSockets(): boolean {
  return process.platform !== 'win32' && internals() !== null;
}

/** A socket, not yet connected, that can receive sockets with what it reads. Null where this Node cannot. */
export function receivingSocket(): { readonly socket: Socket; takePassed(): PassedSocket | null } | null {
  const found = internals();
  if (found === null) return null;
  const pipe = new found.Pipe(found.ipcMode);
  return {
    socket: socketOn(pipe),
    takePassed() {
      const passed = pipe.pendingHandle;
      pipe.pendingHandle = null;
      return isPassedSocket(passed) ? passed : null;
    },
  };
}

/**
 * The same connection as `accepted`, able to send sockets; null where this Node cannot. `accepted` must be paused from its making on and
 * must never be closed: both hold the same descriptor, and only one may give it back.
 */
export function sendingSocket(accepted: Socket): { readonly socket: Socket; send(line: string, server: Server): boolean } | null {
  const found = internals();
  const descriptor = descriptorOf(accepted);
  if (found === null || descriptor === null) return null;
  const { WriteWrap } = found;
  const pipe = new found.Pipe(found.ipcMode);
  if (pipe.open(descriptor) !== 0) return null;
  const socket = socketOn(pipe);
  socket.resume();
  return {
    socket,
    send(line, server) {
      const handle = handleOf(server);
      if (handle === null) return false;
      const request = new WriteWrap();
      request.oncomplete = () => {};
      return pipe.writeUtf8String(request, line, handle) === 0;
    },
  };
}

/** The number of a server's or a socket's descriptor; null on Windows, and while there is none. */
export function descriptorOf(holder: Server | Socket): number | null {
  const handle = handleOf(holder);
  const descriptor: unknown = handle !== null && 'fd' in handle ? handle.fd : null;
  return typeof descriptor === 'number' && descriptor >= 0 ? descriptor : null;
}

function handleOf(holder: object): object | null {
  const handle: unknown = Reflect.get(holder, '_handle');
  return typeof handle === 'object' ? handle : null;
}

function socketOn(pipe: IpcPipe): Socket {
  // Node reads from a handle it is given at once, also from one that is not connected yet, unless it is told this.
  const options: object = { handle: pipe, manualStart: true };
  return new Socket(options);
}

function isPassedSocket(value: unknown): value is PassedSocket {
  return typeof value === 'object' && value !== null && 'close' in value && typeof value.close === 'function';
}

let known: Internals | null | undefined;

function internals(): Internals | null {
  known ??= lookInside();
  return known;
}

function lookInside(): Internals | null {
  try {
    const pipeWrap = binding('pipe_wrap');
    const { Pipe, constants } = pipeWrap;
    const { WriteWrap } = binding('stream_wrap');
    const ipcMode: unknown = typeof constants === 'object' && constants !== null && 'IPC' in constants ? constants.IPC : null;
    if (!isPipe(Pipe) || !isWriteWrap(WriteWrap) || typeof ipcMode !== 'number') return null;
    return { Pipe, WriteWrap, ipcMode };
  } catch {
    return null;
  }
}

function binding(name: string): Readonly<Record<string, unknown>> {
  const found: unknown = 'binding' in process && typeof process.binding === 'function' ? process.binding(name) : null;
  return typeof found === 'object' && found !== null ? { ...found } : {};
}

function isPipe(value: unknown): value is Internals['Pipe'] {
  return isConstructorWith(value, ['open', 'writeUtf8String', 'readStart', 'connect']);
}

function isWriteWrap(value: unknown): value is Internals['WriteWrap'] {
  return isConstructorWith(value, []);
}

function isConstructorWith(value: unknown, methods: readonly string[]): boolean {
  if (typeof value !== 'function') return false;
  const prototype: unknown = value.prototype;
  return typeof prototype === 'object' && prototype !== null && methods.every((method) => method in prototype);
}
