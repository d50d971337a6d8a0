import type { JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { Store, StoredExecution, StoredPlan } from '../ports.ts'
import { linkOfMap } from '../planning/link-of-map.ts'
import type { Context } from './context.ts'
import { performStep, type StepResult, type StepWorld } from './perform-step.ts'
import { recordDeed } from './record-deed.ts'

/** An execution under way: what it is, and the journal as far as it is written. */
export interface Run {
  execution: StoredExecution
  readonly plan: StoredPlan
  readonly journal: JournalEntry[]
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
  const intent = firstIntent(run, step)
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

function firstIntent({ journal }: Run, { sequence }: Step) {
  return journal.filter(entry => entry.event === 'intent').find(entry => entry.step === sequence)
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
  run.journal.push(entry)
  const { event } = result
  context.log.info({ executionId, sequence: step.sequence, outcome: event }, 'step settled')
}

async function append(store: Store, run: Run, entry: JournalEntry): Promise<void> {
  await store.executions.journal(run.execution.executionId, entry)
  run.journal.push(entry)
}

function head({ clock }: Context, step: Step) {
  return { step: step.sequence, systemUserId: step.systemUserId, at: clock.now() }
}

/** From the park's outcome to now. */
function parkedMs({ clock }: Context, run: Run, step: Step): { parkedMs?: number } {
  if (step.action !== 'map') return {}
  const park = run.plan.steps.find(
    each => each.action === 'park' && each.systemUserId === step.systemUserId
  )
  const parked = run.journal.find(entry => entry.event === 'done' && entry.step === park?.sequence)
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
