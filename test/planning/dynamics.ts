import type { Step } from '../../src/model/plan.ts'
import type { PlanWorld } from './worlds.ts'

/** What a record holds. */
interface Held {
  readonly name: string
  readonly guid: string
}

/**
 * Dynamics in a few lines, written from its documented behaviour and not from the planner: a write
 * that does not change the name looks nothing up; one that does needs an account that exists and
 * whose GUID no record holds, the record itself included; names are unique too.
 */
export class Dynamics {
  readonly #held = new Map<string, Held>()
  readonly #accounts: ReadonlyMap<string, string>

  constructor(world: PlanWorld) {
    this.#accounts = new Map([...world.accounts].map(([name, guid]) => [name.toLowerCase(), guid]))
    for (const { systemUserId, domainName } of world.records) {
      const guid = world.links.get(systemUserId) ?? ''
      this.#held.set(systemUserId, { name: domainName.toLowerCase(), guid })
    }
  }

  /** Why the write is refused (or would do nothing); `undefined` when it was done. */
  write(step: Step): string | undefined {
    const own = this.#held.get(step.systemUserId)
    const name = step.toDomainName.toLowerCase()
    const guid = this.#accounts.get(name)
    if (!own) return 'no such record'
    if (own.name !== step.fromDomainName.toLowerCase()) return 'the record holds another name'
    if (own.name === name) return 'nothing would be looked up'
    if (guid === undefined) return 'no such account'
    if (step.action === 'map' && step.toObjectGuid !== guid) return 'the account is another'
    const others = [...this.#held.values()]
    if (others.some(each => each.guid === guid)) return 'a record holds the GUID'
    if (others.some(each => each.name === name)) return 'a record holds the name'
    this.#held.set(step.systemUserId, { name, guid })
    return undefined
  }

  nameOf(systemUserId: string): string | undefined {
    return this.#held.get(systemUserId)?.name
  }

  state(): ReadonlyMap<string, Held> {
    return new Map(this.#held)
  }
}

/** The first fault when the steps are written in this order. */
export function faultOf(world: PlanWorld, order: readonly Step[]): string | undefined {
  const dynamics = new Dynamics(world)
  for (const step of order) {
    const fault = dynamics.write(step)
    if (fault) return `step ${step.sequence} (${step.action} ${step.systemUserId}): ${fault}`
  }
  return undefined
}

/** One of the orders that `after` allows; `pick` chooses among what may start. */
export function anOrder(steps: readonly Step[], pick: (size: number) => number): readonly Step[] {
  const done = new Set<number>()
  const open = [...steps]
  const order: Step[] = []
  while (open.length > 0) {
    const startable = open.filter(step => step.after.every(each => done.has(each)))
    const step = startable[pick(startable.length)]
    if (!step) throw new Error('no step may start')
    open.splice(open.indexOf(step), 1)
    done.add(step.sequence)
    order.push(step)
  }
  return order
}

/** A small generator of numbers below `size`, from a seed (Park and Miller). */
export function picker(seed: number): (size: number) => number {
  let state = (seed % 2147483646) + 1
  return size => {
    state = (state * 48271) % 2147483647
    return state % Math.max(1, size)
  }
}

export function shuffle<T>(items: readonly T[], pick: (size: number) => number): T[] {
  const rest = [...items]
  return items.flatMap(() => rest.splice(pick(rest.length), 1))
}
