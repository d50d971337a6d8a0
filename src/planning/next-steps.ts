import type { Control } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { Outlook } from './foresee.ts'
import type { Standing } from './read-journal.ts'
import type { StepStates } from './step-state.ts'
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
 * a placeholder.
 */
export function nextSteps(standing: Standing, control: Control, atMost = Infinity): NextSteps {
  const { steps, states, failures, outlook } = standing
  const isHalted = whyHalted(failures) !== undefined
  const mayBegin = control === 'run' && !isHalted
  const isLeft = (step: Step) => isOpen(step, states) && !outlook.lost.has(step.sequence)
  const isReady = (step: Step) => waitsOf(step, outlook).every(each => isDone(each, states))
  const urgent = urgentSteps(standing)
  const ready = inOrder(urgent).filter(isReady).slice(0, atMost)
  for (const step of mayBegin ? candidates(standing) : []) {
    if (ready.length >= atMost) break
    if (isLeft(step) && isReady(step) && !urgent.has(step)) ready.push(step)
  }
  const isOver = ready.length === 0 && !(mayBegin ? steps : [...urgent]).some(isLeft)
  return { ready, isOver, isHalted }
}

/** In doubt, a step may start although not all is done that it was to wait for. */
function candidates({ startable, doubtful }: Standing): readonly Step[] {
  return doubtful.size === 0 ? startable : inOrder(new Set([...startable, ...doubtful]))
}

function inOrder(steps: Iterable<Step>): readonly Step[] {
  return [...steps].toSorted((a, b) => a.sequence - b.sequence)
}

function isOpen(step: Step, states: StepStates): boolean {
  const { state } = states(step.sequence)
  return state === 'waiting' || state === 'intended'
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
    if (urgent.has(step) || outlook.lost.has(step.sequence) || !isOpen(step, states)) continue
    urgent.add(step)
    queue.push(...waitsOf(step, outlook).flatMap(each => steps[each - 1] ?? []))
  }
  return urgent
}
