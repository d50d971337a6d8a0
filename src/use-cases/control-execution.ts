import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Control } from '../model/execution.ts'
import type { StoredExecution } from '../ports.ts'
import type { Context } from './context.ts'
import { getExecution } from './get-execution.ts'
import { recordDeed } from './record-deed.ts'

/** Takes effect between users: whoever is parked is finished first. */
export async function pauseExecution(
  context: Context,
  caller: Caller,
  executionId: string
): Promise<StoredExecution> {
  const execution = await getExecution(context.store, executionId)
  if (execution.status === 'Paused') return execution
  refuseEnded(execution, 'paused')
  refuseRehearsal(execution, 'paused')
  return ask(context, caller, execution, 'pause')
}

export async function cancelExecution(
  context: Context,
  caller: Caller,
  executionId: string
): Promise<StoredExecution> {
  const execution = await getExecution(context.store, executionId)
  if (execution.status === 'Canceled') return execution
  refuseEnded(execution, 'canceled')
  return goOn(context, await ask(context, caller, execution, 'cancel'))
}

export async function resumeExecution(
  context: Context,
  caller: Caller,
  executionId: string
): Promise<StoredExecution> {
  const execution = await getExecution(context.store, executionId)
  refuseEnded(execution, 'resumed')
  refuseRehearsal(execution, 'resumed')
  const control = await context.store.executions.control(executionId)
  if (execution.status === 'Running' && control === 'run') return execution
  return goOn(context, await ask(context, caller, execution, 'run'))
}

/** The runner sees it before it takes the next step. */
async function ask(
  { store, clock }: Context,
  caller: Caller,
  execution: StoredExecution,
  control: Control
): Promise<StoredExecution> {
  const { executionId, changeNumber } = execution
  await store.atomically(async tx => {
    if (control !== 'cancel') refuseCanceled(await tx.executions.control(executionId))
    await tx.executions.setControl(executionId, control)
    await recordDeed(tx, clock, caller, {
      action: `${control === 'run' ? 'resume' : control}-execution`,
      target: executionId,
      changeNumber
    })
  })
  return getExecution(store, executionId)
}

/**
 * A paused one has no runner to see what was asked, also if it paused only now; the run that paused
 * it may still be putting its last line down. By then it may have ended, or another caller gone on.
 */
async function goOn(context: Context, execution: StoredExecution): Promise<StoredExecution> {
  const { executionId, status } = execution
  if (status !== 'Paused') return execution
  await context.work.settled('execution', executionId, 5000)
  const isOn = await context.store.atomically(async tx => {
    await tx.executions.control(executionId)
    const now = await getExecution(tx, executionId)
    if (now.status === 'Paused') await tx.executions.update({ ...now, status: 'Running' })
    return !now.isTerminal
  })
  if (isOn) await context.work.start('execution', executionId)
  return getExecution(context.store, executionId)
}

function refuseEnded({ isTerminal, status }: StoredExecution, what: string): void {
  if (!isTerminal) return
  throw new RelinkError('not-possible-now', {
    detail: `The execution has ended (${status}) and cannot be ${what} any more.`
  })
}

/** A cancel is for good, also while parked users are still finished. */
function refuseCanceled(control: Control): void {
  if (control !== 'cancel') return
  throw new RelinkError('not-possible-now', {
    detail: 'The execution is being canceled. Let it end, then make a new plan for what is left.'
  })
}

/** Its copy of both sides is gone as soon as it stops. */
function refuseRehearsal({ mode }: StoredExecution, what: string): void {
  if (mode !== 'rehearse') return
  throw new RelinkError('not-possible-now', {
    detail: `A rehearsal cannot be ${what}: it writes nothing and takes seconds. Let it end, or cancel it.`
  })
}
