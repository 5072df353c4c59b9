/** A promise, and the function that fulfils it. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly fulfil: (value: Value | PromiseLike<Value>) => void;
}

export function deferred<Value = void>(): Deferred<Value> {
  const parts: { fulfil?: (value: Value | PromiseLike<Value>) => void } = {};
  const promise = new Promise<Value>((resolve) => {
    parts.fulfil = resolve;
  });
  return { promise, fulfil: (value) => parts.fulfil?.(value) };
}
