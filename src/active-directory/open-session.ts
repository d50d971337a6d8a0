import type { Attribute, Client, Control, Entry, SearchOptions, SearchResult } from 'ldapts'
import type { Log } from '../ports.ts'
import type { CheckedSettings, Credentials, Server } from './check-settings.ts'
import { createClient, logOn } from './create-client.ts'
import { createLine } from './create-line.ts'
import { endInTime, TimedOut } from './end-in-time.ts'
import { readHoldings, type Holdings } from './read-holdings.ts'
import type { Layout } from './share-domains.ts'

/** A connection, and what is to be read over it. */
export interface Session extends Connection {
  readonly layout: Layout
}

/** One connection to one server, logged on. A lost one is not made again: open another. */
export interface Connection extends Reads {
  readonly server: Server
  readonly holdings: Holdings
  readonly isOpen: boolean
  readonly add: (dn: string, attributes: readonly Attribute[], signal: AbortSignal) => Promise<void>
  readonly remove: (dn: string, signal: AbortSignal) => Promise<void>
  readonly close: () => void
}

interface Reads {
  /** What a search finds, a page at a time; the next page is under way meanwhile. */
  readonly pages: (
    baseDn: string,
    options: SearchOptions,
    signal: AbortSignal,
    controls?: readonly Control[]
  ) => Pages
  /** The pages as one. */
  readonly all: (
    baseDn: string,
    options: SearchOptions,
    signal: AbortSignal,
    controls?: readonly Control[]
  ) => Promise<Entry[]>
  /**
   * What one request answers, for a control that has pages of its own. A server may walk through a
   * whole domain for it, so it gets four times as long.
   */
  readonly once: (
    baseDn: string,
    options: SearchOptions,
    signal: AbortSignal,
    controls: readonly Control[]
  ) => Promise<Entry[]>
  /** Whether the search finds anything. */
  readonly finds: (baseDn: string, options: SearchOptions, signal: AbortSignal) => Promise<boolean>
}

type Pages = AsyncGenerator<readonly Entry[], void, undefined>

/** Throws what the network, TLS or the server says; explainFault knows it. */
export async function openSession(
  server: Server,
  settings: CheckedSettings,
  credentials: Credentials | undefined,
  log: Log,
  signal: AbortSignal
): Promise<Connection> {
  const line = createLine()
  const client = createClient(server, settings, line)
  const inTime: InTime = (work, stop, times = 1) =>
    endInTime(work, settings.timeoutMs * times, [stop, line.lost]).catch(error => {
      // The server may still be at it; whoever else waits on this connection asks on a new one.
      if (error instanceof TimedOut) line.cut()
      throw error
    })
  const reads = createReads(client, settings, log, inTime)
  try {
    await inTime(logOn(client, server, settings, credentials), signal)
    const holdings = await readHoldings((baseDn, options) => reads.all(baseDn, options, signal))
    return {
      server,
      holdings,
      get isOpen() {
        return !line.isLost
      },
      ...reads,
      add: (dn, attributes, stop) => inTime(client.add(dn, [...attributes]), stop),
      remove: (dn, stop) => inTime(client.del(dn), stop),
      close: () => line.cut()
    }
  } catch (error) {
    line.cut()
    throw error
  }
}

export function asSession(connection: Connection, layout: Layout): Session {
  return {
    ...connection,
    layout,
    get isOpen() {
      return connection.isOpen
    }
  }
}

/** How many times as long a search may take that walks through everything. */
const patience = 4

type InTime = <T>(work: Promise<T>, signal: AbortSignal, times?: number) => Promise<T>

/** `timeLimit: 0`: by default ldapts asks the server to give up after 10 seconds. */
function createReads(
  client: Client,
  { pageSize }: CheckedSettings,
  log: Log,
  inTime: InTime
): Reads {
  const noteReferences = createNote(log)
  const pages: Reads['pages'] = async function* (baseDn, options, signal, controls = []) {
    const paged = { ...options, timeLimit: 0, paged: { pageSize } }
    const found = client.searchPaginated(baseDn, paged, [...controls])
    for await (const page of readAhead(found, inTime, signal)) {
      noteReferences(page.searchReferences)
      if (page.searchEntries.length > 0) yield page.searchEntries
    }
  }
  return {
    pages,
    async all(...search) {
      const entries: Entry[] = []
      for await (const page of pages(...search)) entries.push(...page)
      return entries
    },
    async once(baseDn, options, signal, controls) {
      const search = client.search(baseDn, { ...options, timeLimit: 0 }, [...controls])
      const { searchEntries, searchReferences } = await inTime(search, signal, patience)
      noteReferences(searchReferences)
      return searchEntries
    },
    async finds(baseDn, options, signal) {
      const search = client.search(baseDn, { ...options, timeLimit: 0, sizeLimit: 1 })
      return (await inTime(search, signal)).searchEntries.length > 0
    }
  }
}

/** Other partitions are other servers' business: following them would carry our password there. */
function createNote(log: Log): (references: readonly string[]) => void {
  let isNoted = false
  return references => {
    if (references.length === 0 || isNoted) return
    isNoted = true
    log.debug({ references }, 'references to other partitions ignored')
  }
}

async function* readAhead(
  pages: AsyncGenerator<SearchResult>,
  inTime: InTime,
  signal: AbortSignal
): AsyncGenerator<SearchResult, void, undefined> {
  let next = pages.next()
  for (;;) {
    const page = await inTime(next, signal)
    if (page.done) return
    next = pages.next()
    // When nobody comes for it any more, its failure must not end the process.
    next.catch(() => undefined)
    yield page.value
  }
}
