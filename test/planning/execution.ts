import * as fc from 'fast-check'
import type { Control, JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { nextSteps } from '../../src/planning/next-steps.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { Dynamics, picker } from './dynamics.ts'
import { world, type PlanWorld } from './worlds.ts'

/** How bad a day it is: how many steps fail for sure, fail unclear, and how often the process dies. */
export interface Trouble {
  readonly failures: number
  readonly unclear: number
  readonly crashes: number
  readonly controls: readonly Control[]
  readonly concurrency: number
}

export const trouble: fc.Arbitrary<Trouble> = fc.record({
  failures: fc.integer({ min: 0, max: 4 }),
  unclear: fc.integer({ min: 0, max: 2 }),
  crashes: fc.integer({ min: 0, max: 5 }),
  controls: fc.array(fc.constantFrom('run', 'pause', 'cancel'), { maxLength: 3 }),
  concurrency: fc.integer({ min: 1, max: 6 })
})

export const anExecution = fc
  .tuple(world, trouble, fc.nat())
  .map(([world, trouble, seed]) => new Rehearsal(world, trouble, seed))

/** An executor with chance in the place of time; it holds what is begun against what is true. */
export class Rehearsal {
  readonly world: PlanWorld
  readonly steps: readonly Step[]
  readonly journal: JournalEntry[] = []
  readonly dynamics: Dynamics
  control: Control = 'run'
  wasHalted = false
  readonly #pick: (size: number) => number
  readonly #trouble: { -readonly [Key in keyof Trouble]: Trouble[Key] }
  /** Begun by this process: intended, or written too. */
  readonly #flying = new Map<number, 'intended' | 'written'>()

  constructor(world: PlanWorld, trouble: Trouble, seed: number) {
    this.world = world
    this.steps = planRemap(world).steps
    this.dynamics = new Dynamics(world)
    this.#trouble = { ...trouble }
    this.#pick = picker(seed)
  }

  /** Runs until it is over; calls `observe` after each event. */
  run(observe: () => void = () => undefined): void {
    for (let rounds = 100 + 60 * this.steps.length; this.#tick(); rounds -= 1) {
      if (rounds === 0) throw new Error('it never ends')
      observe()
    }
  }

  /** From here on all goes well. */
  calm(): void {
    Object.assign(this.#trouble, { failures: 0, unclear: 0, crashes: 0, controls: [] })
  }

  add(step: Step, event: object): void {
    const { sequence, systemUserId } = step
    const at = new Date(this.journal.length * 1000).toISOString()
    this.journal.push({ step: sequence, systemUserId, at, ...event } as JournalEntry)
  }

  lastEvent(sequence: number): JournalEntry['event'] | undefined {
    return this.journal.findLast(entry => entry.step === sequence)?.event
  }

  /** Who is on which placeholder, in truth. */
  parked(): ReadonlyMap<string, string> {
    const names = new Set(this.world.placeholders.map(name => name.toLowerCase()))
    const users = this.world.records.map(each => each.systemUserId)
    return new Map(
      users.flatMap(user => {
        const name = this.dynamics.nameOf(user) ?? ''
        return names.has(name) ? [[user, name] as const] : []
      })
    )
  }

  mapOf(user: string): Step | undefined {
    return this.steps.find(step => step.systemUserId === user && step.action === 'map')
  }

  /** A wait for a placeholder, not for a name or an account: for the map of another user's hop. */
  isHandOver(step: Step, waited: Step): boolean {
    const isHop = this.steps.some(
      each => each.action === 'park' && each.systemUserId === waited.systemUserId
    )
    return waited.systemUserId !== step.systemUserId && waited.action === 'map' && isHop
  }

  /** These steps, all they wait for, and the maps of all who park among them. */
  closure(
    from: readonly Step[],
    isWait: (step: Step, waited: Step) => boolean = () => true
  ): Set<Step> {
    const result = new Set<Step>()
    const queue = [...from]
    for (let step = queue.pop(); step; step = queue.pop()) {
      if (result.has(step)) continue
      result.add(step)
      const { after, action, systemUserId } = step
      const waited = after.flatMap(each => this.steps[each - 1] ?? [])
      queue.push(...waited.filter(each => isWait(step, each)))
      if (action === 'park') queue.push(this.mapOf(systemUserId) ?? step)
    }
    return result
  }

  #tick(): boolean {
    this.#misbehave()
    const next = nextSteps(readJournal(this.steps, this.journal), this.control)
    this.wasHalted ||= next.isHalted
    const idle = next.ready.filter(step => !this.#flying.has(step.sequence))
    if (next.isOver && this.#flying.size === 0) return false
    if (this.#flying.size === 0 && idle.length === 0) throw new Error('neither over nor ready')
    const mayBegin = this.#flying.size < this.#trouble.concurrency
    const [step] = idle
    if (step && mayBegin && (this.#flying.size === 0 || this.#pick(2) === 0)) this.#begin(step)
    else if (this.#flying.size > 0) this.#advance()
    return true
  }

  #misbehave(): void {
    if (this.#trouble.controls.length > 0 && this.#pick(20) === 0) {
      const [control = 'run', ...rest] = this.#trouble.controls
      this.control = control
      this.#trouble.controls = rest
    }
    if (this.#chance('crashes', 15)) this.#crash()
  }

  /** What is sent may arrive after the process is gone. */
  #crash(): void {
    for (const [sequence, phase] of this.#flying) {
      const step = this.steps[sequence - 1]
      if (step && phase === 'intended' && this.#pick(2) === 0) this.#write(step)
    }
    this.#flying.clear()
  }

  #begin(step: Step): void {
    this.#mayBegin(step)
    const name = this.dynamics.nameOf(step.systemUserId)
    if (name === step.toDomainName.toLowerCase()) return this.add(step, done(step))
    if (this.#chance('failures', 6)) return this.add(step, failed(name))
    if (name !== step.fromDomainName.toLowerCase()) throw new Error(`the record holds ${name}`)
    this.add(step, { event: 'intent', etag: 'W/"1"', person: {} })
    this.#flying.set(step.sequence, 'intended')
  }

  #advance(): void {
    const [sequence, phase] = [...this.#flying][this.#pick(this.#flying.size)] ?? []
    const step = this.steps[(sequence ?? 0) - 1]
    if (!step) return
    if (phase === 'written') this.#settle(step, done(step))
    else if (this.#chance('failures', 6)) this.#settle(step, failed(step.fromDomainName))
    else if (this.#chance('unclear', 6)) {
      if (this.#pick(2) === 0) this.#write(step)
      this.#settle(step, failed(undefined))
    } else {
      this.#write(step)
      this.#flying.set(step.sequence, 'written')
    }
  }

  #settle(step: Step, event: object): void {
    this.#flying.delete(step.sequence)
    this.add(step, event)
  }

  #write(step: Step): void {
    const fault = this.dynamics.write(step)
    if (fault) throw new Error(`step ${step.sequence} (${step.action}) is refused: ${fault}`)
  }

  #chance(what: 'failures' | 'unclear' | 'crashes', among: number): boolean {
    if (this.#trouble[what] === 0 || this.#pick(among) > 0) return false
    this.#trouble[what] -= 1
    return true
  }

  #mayBegin(step: Step): void {
    const last = this.lastEvent(step.sequence)
    if (last === 'done' || last === 'failed') throw new Error(`step ${step.sequence} again`)
    const isIntended = (entry: JournalEntry) =>
      entry.step === step.sequence && entry.event === 'intent'
    if (this.journal.some(isIntended)) return
    const others = [...this.parked()].filter(([user]) => user !== step.systemUserId)
    const taken = new Set(others.map(([, placeholder]) => placeholder))
    for (const waited of step.after.flatMap(each => this.steps[each - 1] ?? [])) {
      if (this.lastEvent(waited.sequence) === 'done') continue
      const isFree = !taken.has(waited.fromDomainName.toLowerCase())
      if (this.isHandOver(step, waited) && isFree) continue
      throw new Error(`step ${step.sequence} is begun before step ${waited.sequence}`)
    }
    if (this.control !== 'run' && !this.isUrgent(step)) {
      throw new Error(`step ${step.sequence} is begun after ${this.control}`)
    }
  }

  /** Somebody parked needs it, or it was begun before. */
  isUrgent(step: Step): boolean {
    if (this.lastEvent(step.sequence) !== undefined) return true
    const begun = this.steps.filter(each => this.lastEvent(each.sequence) === 'intent')
    const maps = [...this.parked().keys()].flatMap(user => this.mapOf(user) ?? [])
    return this.closure([...maps, ...begun]).has(step)
  }
}

function done(step: Step): object {
  return { event: 'done', domainName: step.toDomainName, changedFields: [] }
}

function failed(domainName: string | undefined): object {
  const code = domainName === undefined ? 'organization-unavailable' : 'refused-by-dynamics'
  const detail = 'Something.'
  return { event: 'failed', code, detail, retryable: false, ...(domainName && { domainName }) }
}
