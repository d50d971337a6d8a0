import type { Step } from '../model/plan.ts'

/** A record before the plan; written apart from the planner on purpose. */
export interface CheckedRecord {
  readonly systemUserId: string
  readonly domainName: string
  readonly objectGuid?: string
}

export interface CheckedPlan {
  readonly steps: readonly Step[]
  readonly records: readonly CheckedRecord[]
  /** Placeholder → objectGUID. */
  readonly placeholders: ReadonlyMap<string, string>
  /** One form per logon name, so that spellings compare. */
  readonly key: (domainName: string) => string
}

/**
 * Replays a plan against the rules of Dynamics alone and says what is wrong, or `undefined`.
 * It replays twice: in sequence, and in the most reckless order that `after` allows (the last
 * startable step first), so that a dependency that `after` forgot shows.
 */
export function checkPlan(plan: CheckedPlan): string | undefined {
  return checkForm(plan.steps) ?? replay(plan, firstStartable) ?? replay(plan, lastStartable)
}

type Choose = (startable: readonly Step[]) => Step | undefined
const firstStartable: Choose = startable => startable[0]
const lastStartable: Choose = startable => startable.at(-1)

function checkForm(steps: readonly Step[]): string | undefined {
  const odd = steps.find(
    (step, index) =>
      step.sequence !== index + 1 || step.after.some(each => each < 1 || each >= step.sequence)
  )
  return odd && `Step ${odd.sequence} is out of order or waits for a later one.`
}

function replay(plan: CheckedPlan, choose: Choose): string | undefined {
  const state = new Replay(plan)
  const agenda = new Agenda(plan.steps)
  for (let step = agenda.next(choose); step; step = agenda.next(choose)) {
    const fault = state.apply(step)
    if (fault) return `Step ${step.sequence}: ${fault}`
    agenda.finish(step)
  }
  return state.checkEnd()
}

/** The steps that may start now, kept as steps finish. */
class Agenda {
  readonly #missing = new Map<number, number>()
  readonly #followers = new Map<number, Step[]>()
  readonly #startable: Step[] = []

  constructor(steps: readonly Step[]) {
    for (const step of steps) {
      this.#missing.set(step.sequence, step.after.length)
      if (step.after.length === 0) this.#startable.push(step)
      for (const each of step.after) {
        this.#followers.set(each, [...(this.#followers.get(each) ?? []), step])
      }
    }
  }

  next(choose: Choose): Step | undefined {
    return choose(this.#startable)
  }

  finish(step: Step): void {
    this.#startable.splice(this.#startable.indexOf(step), 1)
    for (const follower of this.#followers.get(step.sequence) ?? []) {
      const missing = (this.#missing.get(follower.sequence) ?? 0) - 1
      this.#missing.set(follower.sequence, missing)
      if (missing === 0) this.#startable.push(follower)
    }
  }
}

class Replay {
  readonly #plan: CheckedPlan
  readonly #names = new Map<string, string>()
  readonly #guids = new Map<string, string>()
  readonly #held = new Map<string, { name: string; guid?: string }>()

  constructor(plan: CheckedPlan) {
    this.#plan = plan
    for (const record of plan.records)
      this.#hold(record.systemUserId, record.domainName, record.objectGuid)
  }

  apply(step: Step): string | undefined {
    const held = this.#held.get(step.systemUserId)
    const { key, placeholders } = this.#plan
    if (!held) return `there is no record ${step.systemUserId}.`
    if (held.name !== key(step.fromDomainName))
      return `the record does not hold ${step.fromDomainName}.`
    if (held.name === key(step.toDomainName))
      return 'the name would not change, so nothing would be looked up.'
    const guid = step.action === 'park' ? placeholders.get(step.toDomainName) : step.toObjectGuid
    if (!guid) return `it is not known which account ${step.toDomainName} is.`
    const holder = this.#names.get(key(step.toDomainName)) ?? this.#guids.get(guid)
    if (holder) return `${step.toDomainName} is held by the record ${holder}.`
    this.#release(step.systemUserId, held)
    this.#hold(step.systemUserId, step.toDomainName, guid)
    return undefined
  }

  checkEnd(): string | undefined {
    const parked = [...this.#plan.placeholders.keys()].find(name =>
      this.#names.has(this.#plan.key(name))
    )
    return parked && `The plan would leave somebody on ${parked}.`
  }

  #hold(systemUserId: string, domainName: string, guid: string | undefined): void {
    const name = this.#plan.key(domainName)
    this.#held.set(systemUserId, { name, ...(guid && { guid }) })
    if (name !== '') this.#names.set(name, systemUserId)
    if (guid) this.#guids.set(guid, systemUserId)
  }

  #release(systemUserId: string, { name, guid }: { name: string; guid?: string }): void {
    if (this.#names.get(name) === systemUserId) this.#names.delete(name)
    if (guid && this.#guids.get(guid) === systemUserId) this.#guids.delete(guid)
  }
}
