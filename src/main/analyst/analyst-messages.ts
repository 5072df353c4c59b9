export interface AnalystData {
  readonly databaseFile: string;
}

export type ToAnalyst = { readonly kind: 'wake' } | { readonly kind: 'close' };

export type FromAnalyst =
  | { readonly kind: 'analysed'; readonly ids: readonly string[] }
  | { readonly kind: 'backlog'; readonly exchanges: number }
  | { readonly kind: 'notice'; readonly text: string };
