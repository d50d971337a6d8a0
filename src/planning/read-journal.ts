import type { JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { Failures } from './failures.ts'
import { foresee, type Outlook } from './foresee.ts'
import { follow, isOpen, untouched, type StepState, type StepStates } from './step-state.ts'

/** Where an execution stands: what its journal says of the steps of its plan. */
export function readJournal(steps: readonly Step[], journal: readonly JournalEntry[]): Standing {
  const standing = new Standing(steps)
  for (const entry of journal) standing.add(entry)
  return standing
}

/**
 * Follows a journal line by line, so that to ask after each line what comes next costs what is
 * going on, and not what was ever planned.
 */
export class Standing {
  readonly steps: readonly Step[]
  readonly failures = new Failures()
  readonly states: StepStates
  readonly #states: (StepState | undefined)[] = []
  /** By user: a park and a map, or a map alone. */
  readonly #own: ReadonlyMap<string, readonly Step[]>
  /** By sequence: who waits for this step, and for how many others each still waits. */
  readonly #waiting: Step[][] = []
  readonly #missing: number[] = []
  readonly #startable: Step[]
  readonly #pressing = new Set<Step>()
  readonly #doubted = new Set<Step>()
  #doubtful: readonly Step[] | undefined
  #outlook: Outlook | undefined

  constructor(steps: readonly Step[]) {
    this.steps = steps
    this.states = sequence => this.#states[sequence] ?? untouched
    this.#own = Map.groupBy(steps, step => step.systemUserId)
    for (const step of steps) {
      this.#missing[step.sequence] = step.after.length
      for (const each of step.after) (this.#waiting[each] ??= []).push(step)
    }
    this.#startable = steps.filter(step => step.after.length === 0)
  }

  /** Whether the journal has a line at all. */
  get hasBegun(): boolean {
    return this.#states.length > 0
  }

  /** Open steps that wait for nothing any more, in the plan's order. */
  get startable(): readonly Step[] {
    return this.#startable
  }

  /** What must not be left lying: an intent without outcome, what was taken up again, the map of who is parked. */
  get pressing(): ReadonlySet<Step> {
    return this.#pressing
  }

  /**
   * Whom a failure may concern, in the plan's order: the steps of who failed and of all who wait for
   * them. Who is mapped by now is past all concern.
   */
  get doubtful(): readonly Step[] {
    return (this.#doubtful ??= [...this.#doubted]
      .filter(step => !this.#isMapped(step))
      .toSorted((a, b) => a.sequence - b.sequence))
  }

  get outlook(): Outlook {
    return (this.#outlook ??= foresee(this.steps, this.states, this.doubtful))
  }

  /** What the same user does before: the park, if `step` is the map after it. */
  parkBefore({ action, systemUserId }: Step): Step | undefined {
    const [first] = this.#own.get(systemUserId) ?? []
    return action === 'map' && first?.action === 'park' ? first : undefined
  }

  add(entry: JournalEntry): void {
    const step = this.steps[entry.step - 1]
    const before = this.states(entry.step)
    this.failures.add(entry, step, before.attempts > 0)
    this.#states[entry.step] = follow(before, entry, step)
    if (!step) return
    if (entry.event === 'done' && before.state !== 'done') this.#release(step)
    if (entry.event === 'failed') this.#doubt(step)
    if (isNews(before, this.states(entry.step), step)) this.#lookAgain()
    if (entry.event === 'done' || entry.event === 'failed') remove(this.#startable, step)
    for (const each of this.#own.get(step.systemUserId) ?? []) {
      if (this.#isPressing(each)) this.#pressing.add(each)
      else this.#pressing.delete(each)
    }
  }

  #release({ sequence }: Step): void {
    for (const step of this.#waiting[sequence] ?? []) {
      const missing = (this.#missing[step.sequence] ?? 0) - 1
      this.#missing[step.sequence] = missing
      if (missing === 0 && isOpen(this.states(step.sequence))) insert(this.#startable, step)
    }
  }

  #doubt(failed: Step): void {
    const queue = [failed]
    for (let step = queue.pop(); step; step = queue.pop()) {
      if (this.#doubted.has(step)) continue
      this.#doubted.add(step)
      queue.push(...(this.#own.get(step.systemUserId) ?? []))
      queue.push(...(this.#waiting[step.sequence] ?? []))
    }
  }

  #lookAgain(): void {
    this.#doubtful = undefined
    this.#outlook = undefined
  }

  #isMapped({ systemUserId }: Step): boolean {
    const map = this.#own.get(systemUserId)?.at(-1)
    return map !== undefined && this.states(map.sequence).state === 'done'
  }

  #isPressing(step: Step): boolean {
    const { state, last } = this.states(step.sequence)
    if (state !== 'waiting') return state === 'intended'
    const park = this.parkBefore(step)
    const isParked = park !== undefined && this.states(park.sequence).state === 'done'
    return isParked || last?.event === 'reopened'
  }
}

/**
 * What an outlook is made of: failures, steps taken up again, and who may be on a placeholder. That
 * others go on as planned changes nothing of it.
 */
function isNews(before: StepState, after: StepState, { action }: Step): boolean {
  if (after.last?.event === 'failed' || after.last?.event === 'reopened') return true
  return action === 'park' && after.mayHold && !before.mayHold
}

function insert(sorted: Step[], step: Step): void {
  const after = sorted.findLastIndex(each => each.sequence < step.sequence)
  sorted.splice(after + 1, 0, step)
}

function remove(from: Step[], step: Step): void {
  const at = from.indexOf(step)
  if (at >= 0) from.splice(at, 1)
}
