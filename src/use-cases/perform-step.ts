import { RelinkError, type ErrorCode } from '../errors.ts'
import type { StepFailureCode } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { UserRecord } from '../model/user.ts'
import type { Organization, WriteOutcome } from '../ports.ts'
import { changedFields, judgeRecord } from '../planning/judge-record.ts'
import { settleDelayMs } from '../planning/settle-delay.ts'
import type { Context } from './context.ts'

/** What a step came to; journaled by the caller. */
export type StepResult =
  | {
      readonly event: 'done'
      readonly domainName: string
      readonly changedFields: readonly string[]
    }
  | {
      readonly event: 'failed'
      readonly code: StepFailureCode
      readonly detail: string
      readonly retryable: boolean
      readonly domainName?: string
    }

export interface StepWorld {
  readonly organization: Organization
  /** One form per logon name. */
  readonly key: (domainName: string) => string
  /** Why the account that the user is to be mapped to is no longer the planned one. */
  readonly targetFault: (step: Step, signal: AbortSignal) => Promise<string | undefined>
  /** Returns when the next write may be sent. */
  readonly pace: (signal: AbortSignal) => Promise<void>
  /** Durable when it returns; without it nothing is sent. */
  readonly recordIntent: (step: Step, record: UserRecord) => Promise<void>
  /** What the record looked like before the first intent, if an earlier run left one. */
  readonly personBefore?: Readonly<Record<string, string>>
}

/**
 * Read, compare, intend, write, read back. Whatever is unclear is settled by reading again until
 * it is clear or `settleTimeoutMs` is over. Throws only when `signal` is aborted: the journal then
 * holds an intent without an outcome, and the next run settles it in the same way.
 */
export async function performStep(
  context: Context,
  world: StepWorld,
  step: Step,
  signal: AbortSignal
): Promise<StepResult> {
  const { clock, policy } = context
  const deadline = clock.monotonicMs() + policy.settleTimeoutMs
  let before = world.personBefore
  for (let attempt = 0; ; attempt += 1) {
    const tried = await attemptOnce(world, step, before, signal)
    if ('event' in tried) return tried
    before = tried.before ?? before
    const waitMs = tried.waitMs ?? settleDelayMs(attempt)
    if (clock.monotonicMs() + waitMs > deadline) return lastLook(world, step, tried, signal)
    await clock.sleep(waitMs, signal)
  }
}

/** Not settled yet: wait, then try again; `otherwise` is the result when time is up. */
interface Unsettled {
  readonly otherwise: StepResult
  readonly waitMs?: number | undefined
  readonly before?: Readonly<Record<string, string>>
  /** The write may have been applied all the same. */
  readonly isUnclear?: true
}

/** However long an unclear answer took to come, it is settled by reading before it is given up. */
async function lastLook(
  { organization, key }: StepWorld,
  step: Step,
  { otherwise, isUnclear, before }: Unsettled,
  signal: AbortSignal
): Promise<StepResult> {
  if (!isUnclear) return otherwise
  try {
    const record = await organization.readUser(step.systemUserId, signal)
    const isDone = record && judgeRecord(step, record, key).kind === 'done'
    return isDone ? done(record, before ?? record.person) : otherwise
  } catch (error) {
    signal.throwIfAborted()
    if (!isFromOutside(error)) throw error
    return otherwise
  }
}

async function attemptOnce(
  world: StepWorld,
  step: Step,
  before: Readonly<Record<string, string>> | undefined,
  signal: AbortSignal
): Promise<StepResult | Unsettled> {
  try {
    const record = await world.organization.readUser(step.systemUserId, signal)
    const judgement = judgeRecord(step, record, world.key)
    if (judgement.kind === 'failed') return failed(judgement.code, judgement.detail, false, record)
    if (record && judgement.kind === 'done') return done(record, before ?? record.person)
    if (record) return await write(world, step, record, before ?? record.person, signal)
    throw new Error('a record that is not there was judged')
  } catch (error) {
    signal.throwIfAborted()
    if (!isFromOutside(error)) throw error
    return { otherwise: failed('organization-unavailable', error.details.detail, true) }
  }
}

/** A fault of our own store is no outcome of a step, and nothing for the user's line to tell. */
function isFromOutside(error: unknown): error is RelinkError {
  return error instanceof RelinkError && outside.includes(error.code)
}

const outside: readonly ErrorCode[] = ['organization-unavailable', 'directory-unavailable']

async function write(
  world: StepWorld,
  step: Step,
  record: UserRecord,
  before: Readonly<Record<string, string>>,
  signal: AbortSignal
): Promise<StepResult | Unsettled> {
  await world.pace(signal)
  const fault = await world.targetFault(step, signal)
  if (fault) return failed('target-changed-since-planned', fault, false, record)
  await world.recordIntent(step, record)
  const outcome = await world.organization.writeDomainName(
    { systemUserId: step.systemUserId, domainName: step.toDomainName, etag: record.etag },
    signal
  )
  return judgeOutcome(world, step, record, before, outcome)
}

function judgeOutcome(
  world: StepWorld,
  step: Step,
  record: UserRecord,
  before: Readonly<Record<string, string>>,
  outcome: WriteOutcome
): StepResult | Unsettled {
  switch (outcome.kind) {
    case 'written':
      return world.key(outcome.user.domainName) === world.key(step.toDomainName)
        ? done(outcome.user, before)
        : failed('read-back-disagrees', disagreement(step, outcome.user), false, outcome.user)
    case 'stale':
      return {
        before,
        otherwise: failed('organization-unavailable', keepsChanging, true, record)
      }
    case 'unclear':
      return {
        before,
        isUnclear: true,
        otherwise: failed('organization-unavailable', outcome.detail, true)
      }
    case 'busy': {
      const detail = `${outcome.detail} It stayed so for as long as we tried: try again later.`
      const otherwise = failed('organization-unavailable', detail, true, record)
      return { before, waitMs: outcome.retryAfterMs, otherwise }
    }
    case 'name-unknown': {
      const detail = `Dynamics does not know ${step.toDomainName}. After a change in Active Directory it may take a while; check the name there. (${outcome.detail})`
      return { before, otherwise: failed('name-unknown-to-dynamics', detail, true, record) }
    }
    case 'account-held':
      return failed('account-held-by-another-user', outcome.detail, false, record)
    case 'refused':
      return failed('refused-by-dynamics', outcome.detail, false, record)
    case 'user-not-found':
      return failed('user-not-found', 'Dynamics has no such record any more.', false)
  }
}

const keepsChanging = 'Dynamics kept answering that the record had just changed. Try again later.'

function disagreement(step: Step, user: UserRecord): string {
  return `Dynamics took the write of ${step.toDomainName} but now shows ${user.domainName}. Look at the record before anything else is tried.`
}

function done(user: UserRecord, before: Readonly<Record<string, string>>): StepResult {
  return {
    event: 'done',
    domainName: user.domainName,
    changedFields: changedFields(before, user.person)
  }
}

function failed(
  code: StepFailureCode,
  detail: string,
  retryable: boolean,
  record?: UserRecord
): StepResult {
  return {
    event: 'failed',
    code,
    detail,
    retryable,
    ...(record && { domainName: record.domainName })
  }
}
