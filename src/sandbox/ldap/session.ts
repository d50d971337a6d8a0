/** What one connection remembers. */
export interface Session {
  /** Key of the account that bound; absent while anonymous. */
  boundKey?: string
  readonly isEncrypted: boolean
  /** Paged searches that are not read to the end, oldest first, by cookie. */
  readonly openPages: Map<string, OpenPages>
}

export interface OpenPages {
  /** A cookie belongs to the search that it was given to. */
  readonly searchText: string
  /** Keys of the entries still to be answered. */
  readonly keys: readonly string[]
  readonly isCut: boolean
}
