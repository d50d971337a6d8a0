import t from 'tap'
import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { nextSteps } from '../../src/planning/next-steps.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { whyHalted } from '../../src/planning/why-halted.ts'
import { done, failed, reopened } from './journal.ts'
import { renamed, toWorld } from './worlds.ts'

const hoppers = Array.from({ length: 60 }, (_, index) => renamed(index))
const { steps } = planRemap(toWorld(hoppers, 60))
const parks = steps.filter(each => each.action === 'park')
const maps = new Map(
  steps.filter(each => each.action === 'map').map(map => [map.systemUserId, map])
)

function mapOf(park: Step): Step {
  const map = maps.get(park.systemUserId)
  if (!map) throw new Error('parked for nothing')
  return map
}

/** By turns, and the last one succeeds: never a burst. */
function mixed(failures: number, successes: number, code = 'refused-by-dynamics'): JournalEntry[] {
  const good = parks.slice(failures, failures + successes)
  return good.flatMap((park, index) => {
    const [from, to] = [index, index + 1].map(at => Math.round((at * failures) / successes))
    const bad = parks.slice(from, to).map(each => ({ ...failed(each), code }) as JournalEntry)
    return [...bad, done(park), done(mapOf(park))]
  })
}

const burst = parks.slice(0, 5).map(park => failed(park))
const [first] = parks as [Step]

const cases: [string, JournalEntry[], RegExp | undefined][] = [
  ['nothing happened', [], undefined],
  ['5 in a row', burst, /^5 users failed one after the other, so no further user was begun/],
  ['4 in a row', burst.slice(1), undefined],
  ['10 of 49', mixed(10, 39), /^10 of 49 users failed, which is more than a fifth, so no further/],
  ['10 of 50, a fifth', mixed(10, 40), undefined],
  ['9 of 30, too few to tell', mixed(9, 21), undefined],
  ['10 of 30 who had changed themselves', mixed(10, 20, 'changed-since-planned'), undefined],
  [
    '10 of 49, and one was brought home since',
    [...mixed(10, 39), reopened(first), done(first), done(mapOf(first))],
    undefined
  ]
]

for (const [name, journal, expected] of cases) {
  t.test(name, async t => {
    const standing = readJournal(steps, journal)
    if (expected) t.match(whyHalted(standing.failures), expected)
    else t.equal(whyHalted(standing.failures), undefined)
    const next = nextSteps(standing, 'run')
    t.equal(next.isHalted, expected !== undefined)
    t.equal(next.ready.length > 0, expected === undefined)
  })
}
