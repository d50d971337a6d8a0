import type { JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { Store, StoredExecution, StoredPlan } from '../ports.ts'
import { linkOfMap } from '../planning/link-of-map.ts'
import type { Standing } from '../planning/read-journal.ts'
import type { Context } from './context.ts'
import { performStep, type StepResult, type StepWorld } from './perform-step.ts'
import { recordDeed } from './record-deed.ts'

/** An execution under way: what it is, and where it stands as far as its journal is written. */
export interface Run {
  execution: StoredExecution
  readonly plan: StoredPlan
  readonly standing: Standing
}

/** What `performStep` needs, but for the journal. */
export type World = Omit<StepWorld, 'recordIntent' | 'personBefore'>

/** One step from intent to outcome. Does nothing more once `signal` is aborted. */
export async function journalStep(
  context: Context,
  world: World,
  run: Run,
  step: Step,
  signal: AbortSignal
): Promise<void> {
  const { first: intent } = run.standing.states(step.sequence)
  const stepWorld: StepWorld = {
    ...world,
    ...(intent && { personBefore: intent.person }),
    recordIntent: (_, record) =>
      append(context.store, run, {
        ...head(context, step),
        event: 'intent',
        etag: record.etag,
        person: record.person
      })
  }
  try {
    await settle(context, run, step, await performStep(context, stepWorld, step, signal))
  } catch (error) {
    if (signal.aborted) return
    throw error
  }
}

/** The outcome, what it proves and the audit row become durable together. */
async function settle(context: Context, run: Run, step: Step, result: StepResult): Promise<void> {
  const { executionId, mode } = run.execution
  const entry: JournalEntry =
    result.event === 'done'
      ? { ...head(context, step), ...result, ...parkedMs(context, run, step) }
      : { ...head(context, step), ...result }
  await context.store.atomically(async tx => {
    await tx.executions.journal(executionId, entry)
    if (mode === 'rehearse') return
    if (result.event === 'done') await keepLink(tx, step, entry)
    await recordDeed(
      tx,
      context.clock,
      { name: run.execution.startedBy },
      auditOf(run, step, result)
    )
  })
  run.standing.add(entry)
  const { event } = result
  context.log.info({ executionId, sequence: step.sequence, outcome: event }, 'step settled')
}

async function append(store: Store, run: Run, entry: JournalEntry): Promise<void> {
  await store.executions.journal(run.execution.executionId, entry)
  run.standing.add(entry)
}

function head({ clock }: Context, step: Step) {
  return { step: step.sequence, systemUserId: step.systemUserId, at: clock.now() }
}

/** From the park's outcome to now. */
function parkedMs({ clock }: Context, { standing }: Run, step: Step): { parkedMs?: number } {
  const park = standing.parkBefore(step)
  const parked = park && standing.states(park.sequence).last
  return parked ? { parkedMs: Date.parse(clock.now()) - Date.parse(parked.at) } : {}
}

async function keepLink({ links }: Store, step: Step, { at }: JournalEntry): Promise<void> {
  const known = await links.ofAccounts(step.toObjectGuid ? [step.toObjectGuid] : [])
  const proven = linkOfMap(step, known, at)
  if (!proven) return
  await links.remove(proven.ousted)
  await links.put([proven.link])
}

function auditOf(run: Run, step: Step, result: StepResult) {
  return {
    action: step.action === 'park' ? 'park-user' : 'map-user',
    target: step.systemUserId,
    changeNumber: run.plan.changeNumber,
    before: step.fromDomainName,
    ...(result.event === 'done'
      ? { outcome: 'done' as const, after: result.domainName }
      : { outcome: 'failed' as const, after: result.code })
  }
}
