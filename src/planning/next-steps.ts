import type { Control } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { Outlook } from './foresee.ts'
import type { Standing } from './read-journal.ts'
import { isOpen, type StepStates } from './step-state.ts'
import { whyHalted } from './why-halted.ts'

export interface NextSteps {
  /** What may start now, the most urgent first; steps whose intent has no outcome among them. */
  readonly ready: readonly Step[]
  /** Nothing is left that this execution would do as it is now controlled. */
  readonly isOver: boolean
  /** Too many users failed: only parked users are still worked on. */
  readonly isHalted: boolean
}

/**
 * What to do next, from the plan and its journal alone: a restart, a take-over and an upgrade are
 * the same thing, asking again. `atMost`: no more steps than that are wanted.
 *
 * A parked user goes first: the steps that its map still waits for, then the map. When asked to
 * pause or cancel, or after too many failures, nothing else is started, so that nobody stays on
 * a placeholder. Of those who would park on one placeholder only the first is let there: where
 * failures and second tries have mixed up the lanes, several may wait for nothing else.
 */
export function nextSteps(standing: Standing, control: Control, atMost = Infinity): NextSteps {
  const { steps, states, failures, outlook } = standing
  const isHalted = whyHalted(failures) !== undefined
  const mayBegin = control === 'run' && !isHalted
  const isLeft = ({ sequence }: Step) => isOpen(states(sequence)) && !outlook.lost.has(sequence)
  const isReady = (step: Step) => waitsOf(step, outlook).every(each => isDone(each, states))
  const urgent = urgentSteps(standing)
  const ready: Step[] = []
  const taken = new Set<string>()
  for (const step of inTurn(urgent, mayBegin ? candidates(standing) : [])) {
    if (ready.length >= atMost) break
    if (!isLeft(step) || !isReady(step)) continue
    if (step.action === 'park' && taken.has(step.toDomainName)) continue
    if (step.action === 'park') taken.add(step.toDomainName)
    ready.push(step)
  }
  const isOver = ready.length === 0 && !(mayBegin ? steps : [...urgent]).some(isLeft)
  return { ready, isOver, isHalted }
}

/** Each once. */
function* inTurn(urgent: ReadonlySet<Step>, others: Iterable<Step>): Iterable<Step> {
  yield* [...urgent].toSorted(bySequence)
  for (const step of others) if (!urgent.has(step)) yield step
}

/** In doubt, a step may start although not all is done that it was to wait for. In the plan's order. */
function* candidates({ startable, doubtful }: Standing): Iterable<Step> {
  let at = 0
  for (const step of startable) {
    for (let other = doubtful[at]; other && bySequence(other, step) <= 0; other = doubtful[++at]) {
      if (other !== step) yield other
    }
    yield step
  }
  yield* doubtful.slice(at)
}

function bySequence(a: Step, b: Step): number {
  return a.sequence - b.sequence
}

function isDone(sequence: number, states: StepStates): boolean {
  return states(sequence).state === 'done'
}

function waitsOf(step: Step, { waits }: Outlook): readonly number[] {
  return waits.get(step.sequence) ?? step.after
}

/** What is pressing, and all that it still waits for. */
function urgentSteps({ steps, states, pressing, outlook }: Standing): ReadonlySet<Step> {
  const urgent = new Set<Step>()
  const queue = [...pressing]
  for (let step = queue.pop(); step; step = queue.pop()) {
    if (urgent.has(step) || outlook.lost.has(step.sequence) || !isOpen(states(step.sequence)))
      continue
    urgent.add(step)
    queue.push(...waitsOf(step, outlook).flatMap(each => steps[each - 1] ?? []))
  }
  return urgent
}
