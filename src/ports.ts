import type { Account, AccountKeys, Domain, Trace } from './model/account.ts'
import type { AuditEntry, AuditRow } from './model/audit-row.ts'
import type { AccountChanges, Mark, Untold, UserChanges } from './model/changes.ts'
import type { Control, Execution, JournalEntry } from './model/execution.ts'
import type { Link } from './model/link.ts'
import type { Mismatch } from './model/mismatch.ts'
import type { Approval, Blocked, Plan, PlanStatus, Step } from './model/plan.ts'
import type { Scan } from './model/scan.ts'
import type { Snapshot, SnapshotPage } from './model/snapshot.ts'
import type { OrganizationIdentity, User, UserKeys, UserRecord } from './model/user.ts'

/**
 * Active Directory, as the use cases need it. Every call ends: by its answer, by `signal`, or by
 * a time-out. Throws RelinkError 'directory-unavailable' whose detail names the cause and remedy.
 */
export interface Directory {
  domains(signal: AbortSignal): Promise<readonly Domain[]>
  /**
   * Every account under the configured bases, a page at a time. Before the first, `marked` is told
   * where the servers that are read stand now.
   */
  streamAccounts(
    signal: AbortSignal,
    marked?: (mark: Mark | Untold) => void
  ): AsyncIterable<readonly Account[]>
  /** Untold, too, when more than `most` changed. */
  changesSince(mark: string, most: number, signal: AbortSignal): Promise<AccountChanges | Untold>
  /** The accounts that fit any of the keys; each once. */
  findAccounts(keys: AccountKeys, signal: AbortSignal): Promise<readonly Account[]>
  /**
   * What is remembered of these accounts, also of those that were deleted or lie outside of the
   * configured bases; nothing of one that may not be seen.
   */
  traceAccounts(objectGuids: ReadonlySet<string>, signal: AbortSignal): Promise<readonly Trace[]>
  /** objectGUIDs of all users in the group, nested groups included. Throws when it doesn't exist. */
  membersOfGroup(groupDn: string, signal: AbortSignal): Promise<readonly string[]>
  /** The accounts of one organizational unit: the placeholders kept there. */
  accountsInUnit(unitDn: string, signal: AbortSignal): Promise<readonly UnitAccount[]>
  /** Makes an account there that nobody can log on as, and marks it with what it is made for. */
  createPlaceholder(placeholder: NewPlaceholder, signal: AbortSignal): Promise<UnitAccount>
  /** Deletes an account that lies in the unit and carries our mark. Leaves any other alone. */
  removePlaceholder(unitDn: string, objectGuid: string, signal: AbortSignal): Promise<void>
  /** Whether at least one account is to be seen: an empty answer elsewhere then means something. */
  hasAccounts(signal: AbortSignal): Promise<boolean>
  /** Whether we may create accounts in the unit; undefined where that can't be told. */
  mayCreateAccounts(unitDn: string, signal: AbortSignal): Promise<boolean | undefined>
  /** Every configured server asked on its own, in order. What `signal` cuts off has failed. */
  inspectServers(signal: AbortSignal): Promise<readonly ServerReport[]>
  close(): Promise<void>
}

/** How one server of the directory met us. */
export type ServerReport =
  | (ReportedServer & { readonly kind: 'failed'; readonly detail: string })
  | (ReportedServer & ServerFindings & { readonly kind: 'reached' })

interface ReportedServer {
  /** `host:port` */
  readonly server: string
  readonly security: 'ldaps' | 'startTls' | 'none'
}

interface ServerFindings {
  /** `DOMAIN\name` as which it knows us; absent where it doesn't tell. */
  readonly logonName?: string
  readonly domains: readonly Domain[]
  /** Those of them that are to be read and that this server does not hold. */
  readonly lacks: readonly Domain[]
  /** Where accounts are looked for. */
  readonly bases: readonly string[]
  readonly offers: readonly DirectoryOffer[]
  /** Whether we may see deleted accounts. */
  readonly readsDeleted: boolean
}

export type DirectoryOffer = 'paged results' | 'DirSync' | 'deleted objects'

export interface UnitAccount extends Account {
  /** The mark of an account that this service made. */
  readonly madeFor?: MadeFor
}

export interface MadeFor {
  readonly planId: string
  readonly organizationId: string
}

export interface NewPlaceholder {
  readonly unitDn: string
  readonly accountName: string
  readonly madeFor: MadeFor
}

/**
 * A Dynamics organization, as the use cases need it. Every call ends, as with Directory. Reads
 * throw RelinkError 'organization-unavailable'; a write never throws for what a server can answer.
 */
export interface Organization {
  identify(signal: AbortSignal): Promise<OrganizationIdentity>
  /** Every record, special and disabled ones included, a page at a time. */
  streamUsers(signal: AbortSignal): AsyncIterable<readonly User[]>
  /** Where it stands now. */
  mark(signal: AbortSignal): Promise<Mark | Untold>
  changesSince(mark: string, signal: AbortSignal): Promise<UserChanges | Untold>
  /** The records that fit any of the keys; each once. */
  findUsers(keys: UserKeys, signal: AbortSignal): Promise<readonly User[]>
  readUser(systemUserId: string, signal: AbortSignal): Promise<UserRecord | undefined>
  /** Those that are there. */
  readUsers(systemUserIds: readonly string[], signal: AbortSignal): Promise<readonly UserRecord[]>
  /** Writes `domainname` and nothing else, if the record still has this ETag. */
  writeDomainName(write: DomainNameWrite, signal: AbortSignal): Promise<WriteOutcome>
  close(): Promise<void>
}

export interface DomainNameWrite {
  readonly systemUserId: string
  readonly domainName: string
  readonly etag: string
}

/** What a write came to. `detail` is ours, for people; never the upstream's body. */
export type WriteOutcome =
  /** Done; the record as the server gave it back. */
  | { readonly kind: 'written'; readonly user: UserRecord }
  /** The record changed since it was read: read again. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'user-not-found' }
  /** Dynamics does not know the logon name (yet). */
  | { readonly kind: 'name-unknown'; readonly detail: string }
  /** Some record, perhaps this one, holds the GUID of that account. */
  | { readonly kind: 'account-held'; readonly detail: string }
  /** Will never work like this: special user, own record, missing privilege … */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Not done, surely; ask again later: after this time, where Dynamics named one. */
  | { readonly kind: 'busy'; readonly retryAfterMs?: number; readonly detail: string }
  /** Perhaps done, perhaps not: settle by reading. */
  | { readonly kind: 'unclear'; readonly detail: string }

export interface Page {
  readonly offset: number
  readonly limit: number
}

export interface Listed<Row> {
  readonly rows: readonly Row[]
  readonly totalCount: number
}

/** How much the sources answered in a scan: what the next one is held against. */
export interface SourceSizes {
  readonly users: number
  readonly accounts: number
}

/** Everything durable. Throws RelinkError 'store-unavailable' when it can't be used. */
export interface Store {
  readonly scans: ScanStore
  readonly snapshots: SnapshotStore
  readonly links: LinkStore
  readonly plans: PlanStore
  readonly executions: ExecutionStore
  readonly audit: AuditStore
  readonly idempotency: IdempotencyStore
  /** All that `work` does through the store it is handed becomes durable together, or not at all. */
  atomically<T>(work: (store: Store) => Promise<T>): Promise<T>
  /**
   * One process at a time is the runner of all that share the store. Waits until this one is, then
   * calls `work` with a store that can write only as long as it is so; the signal that `work` gets
   * aborts when it is over. Then waits again, until `signal` aborts.
   */
  lead(
    work: (store: Store, signal: AbortSignal) => Promise<void>,
    signal: AbortSignal
  ): Promise<void>
  check(): Promise<void>
  close(): Promise<void>
}

/** A scan as kept: without links, without its mismatches. */
export type StoredScan = Omit<Scan, 'mismatches' | 'mismatchesLink' | 'nextPollSeconds'>

export interface ScanStore {
  add(scan: StoredScan): Promise<void>
  /**
   * Replaces the scan; its mismatches are added beside it. False when it had ended already: then it
   * stays as it was.
   */
  update(scan: StoredScan): Promise<boolean>
  get(scanId: string): Promise<StoredScan | undefined>
  list(filter: { status?: string }, page: Page): Promise<Listed<StoredScan>>
  addMismatches(scanId: string, mismatches: readonly Mismatch[]): Promise<void>
  mismatches(
    scanId: string,
    filter: { kind?: string; confidence?: string; systemUserId?: string },
    page: Page
  ): Promise<Listed<Mismatch>>
  /** Sizes of the sources at the last full scan of this organization that succeeded. */
  keepSizes(organizationId: string, sizes: SourceSizes): Promise<void>
  lastSizes(organizationId: string): Promise<SourceSizes | undefined>
  /** Scans that were running when the process ended. */
  unfinished(): Promise<readonly StoredScan[]>
}

/** One snapshot for each organization; its pages are found by the reading that it goes back to. */
export interface SnapshotStore {
  get(organizationId: string): Promise<Snapshot | undefined>
  pages(readingId: string): AsyncIterable<SnapshotPage>
  addPage(organizationId: string, readingId: string, page: SnapshotPage): Promise<void>
  /**
   * In place of the one that was there, and of all pages of other readings. With `after` only if that
   * scan left what is there, whose pages stay: else nothing happens, and the answer is false.
   */
  set(snapshot: Snapshot, after?: string): Promise<boolean>
}

export interface LinkStore {
  all(): Promise<readonly Link[]>
  ofUsers(systemUserIds: readonly string[]): Promise<readonly Link[]>
  ofAccounts(objectGuids: readonly string[]): Promise<readonly Link[]>
  list(filter: { systemUserId?: string; source?: string }, page: Page): Promise<Listed<Link>>
  /** Adds or replaces by `systemUserId`. */
  put(links: readonly Link[]): Promise<void>
  remove(systemUserIds: readonly string[]): Promise<void>
}

/** A plan as kept: without links; with all its steps and blocked users. */
export type StoredPlan = Omit<Plan, 'stepsLink' | 'blockedLink'>
/** Without the two long lists. */
export type PlanHead = Omit<StoredPlan, 'steps' | 'blocked'>

export interface PlanStore {
  add(plan: StoredPlan): Promise<void>
  get(planId: string): Promise<StoredPlan | undefined>
  list(filter: { status?: string; changeNumber?: string }, page: Page): Promise<Listed<PlanHead>>
  steps(planId: string, page: Page): Promise<Listed<Step>>
  blocked(planId: string, page: Page): Promise<Listed<Blocked>>
  /** False when the plan's status was none of `from`: somebody else was faster. */
  setStatus(
    planId: string,
    from: readonly PlanStatus[],
    to: PlanStatus,
    more?: { approvals?: readonly Approval[]; rejectedBy?: string; rejectedAt?: string }
  ): Promise<boolean>
}

export type StoredExecution = Omit<Execution, 'usersLink' | 'eventsLink' | 'nextPollSeconds'> & {
  /** While it is taken up again: how it had ended. */
  readonly endedAs?: Execution['status']
}

export interface ExecutionStore {
  /** False when another execution (not a rehearsal) of this organization is unfinished. */
  add(execution: StoredExecution): Promise<boolean>
  update(execution: StoredExecution): Promise<void>
  get(executionId: string): Promise<StoredExecution | undefined>
  list(
    filter: { status?: string; changeNumber?: string; planId?: string; mode?: string },
    page: Page
  ): Promise<Listed<StoredExecution>>
  /** Executions that are neither finished nor paused. */
  unfinished(): Promise<readonly StoredExecution[]>
  control(executionId: string): Promise<Control>
  setControl(executionId: string, control: Control): Promise<void>
  /** Appends one line; when this returns, it is on disk. */
  journal(executionId: string, entry: JournalEntry): Promise<void>
  readJournal(executionId: string): Promise<readonly JournalEntry[]>
  /** Every name that a plan ever parked somebody on, with the execution and step that did. */
  parks(): Promise<readonly Park[]>
}

/** Who was parked where by which execution. */
export interface Park {
  readonly executionId: string
  readonly systemUserId: string
  readonly placeholder: string
  /** The placeholder's own; absent where the plan was made without it. */
  readonly objectGuid?: string
}

export interface AuditFilter {
  readonly actor?: string
  readonly action?: string
  readonly target?: string
  readonly changeNumber?: string
  /** RFC 3339 UTC, inclusive. */
  readonly since?: string
  /** RFC 3339 UTC, exclusive. */
  readonly until?: string
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<AuditRow>
  /** Newest last. */
  list(filter: AuditFilter, page: Page): Promise<Listed<AuditRow>>
  /** All rows in order, for the check of the chain. */
  stream(): AsyncIterable<AuditRow>
}

/** One caller's `Idempotency-Key`, and the fingerprint of the request it came with. */
export interface IdempotentRequest {
  readonly caller: string
  readonly key: string
  /** Digest over method, path and body. */
  readonly fingerprint: string
}

export interface KeptAnswer {
  readonly status: number
  /** Only what a replay must repeat: content type, location. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** First answers, kept for 24 hours and replayed. */
export interface IdempotencyStore {
  /**
   * Claims the key for its first request ('claimed', by one caller only, also in a race), or says
   * that the first still runs, that it was used with another request, or what it answered.
   * Keys older than `expiredBefore` count as never used; so do claims without an answer
   * from before `staleBefore` (a process died).
   */
  claim(
    request: IdempotentRequest,
    times: { now: string; expiredBefore: string; staleBefore: string }
  ): Promise<
    | { kind: 'claimed' }
    | { kind: 'in-use' }
    | { kind: 'reused' }
    | { kind: 'answered'; answer: KeptAnswer }
  >
  keep(request: IdempotentRequest, answer: KeptAnswer): Promise<void>
  /** Forgets a claim whose request failed inside: it may be tried again. */
  release(request: IdempotentRequest): Promise<void>
}

/** What is done in the background; each job has the id of the scan or execution that it is for. */
export type WorkKind = 'scan' | 'execution' | 'scheduled-scan'

/**
 * Durable work: what is started anywhere is done by one of the processes that serve its kind. What
 * was begun and not finished, because a process died, is looked up again in the store.
 */
export interface Work {
  /**
   * Hands it out and returns. What waits or is under way already is not started twice. Never throws:
   * what could not be handed out (false) is found unfinished in the store by the next sweep.
   */
  start(kind: WorkKind, id: string): Promise<boolean>
  /**
   * Forgets what other processes wait for or have under way: they are over. For who serves this kind
   * alone, before anything is handed out anew.
   */
  takeOver(kind: WorkKind): Promise<void>
  /**
   * Does the work of this kind until `signal` aborts, which aborts what is under way; returns when
   * that has ended. A failure inside is the work's own to record.
   */
  serve(
    kind: WorkKind,
    run: (id: string, signal: AbortSignal) => Promise<void>,
    how: HowToServe,
    signal: AbortSignal
  ): Promise<void>
  /** Starts one of this kind at each time of the cron expression (UTC), whoever serves it. */
  schedule(kind: WorkKind, cron: string): Promise<void>
  /** Ends what waits, aborts what is under way. */
  cancel(kind: WorkKind, id: string): Promise<void>
  /** Returns when nothing of this id waits or is under way, or after `ms`. */
  settled(kind: WorkKind, id: string, ms: number): Promise<void>
  /** Aborts what runs here and waits for it. */
  stop(): Promise<void>
  readonly isStopping: boolean
}

export interface HowToServe {
  /** So many side by side, of all processes together; two that begin at one moment may miss each other. */
  readonly atOnce: number
}

export interface Clock {
  /** RFC 3339 UTC with milliseconds. */
  now(): string
  /** Milliseconds that never go back. */
  monotonicMs(): number
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Structured facts; never secrets, people's names only at debug. */
export interface Log {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Figures for whoever watches the service. */
export interface Metrics {
  /** Found on a placeholder while nothing worked on them. */
  setStrandedUsers(count: number): void
}
