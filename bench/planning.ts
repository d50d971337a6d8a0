import { checkPlan } from '../src/planning/check-plan.ts'
import { planRemap } from '../src/planning/plan-remap.ts'
import { checkedBy, cycleOfHoppers, toWorld } from '../test/planning/worlds.ts'
import { classifyPairs } from './planning/classify-pairs.ts'
import { compareHeuristic, compareWithBruteForce } from './planning/compare-orders.ts'
import { took } from './planning/took.ts'

/** Planning, checking and classifying; and how good the orders are. */
export async function measure(): Promise<readonly string[]> {
  return [
    planCycles(2),
    planCycles(100),
    classifyPairs(),
    compareWithBruteForce(),
    compareHeuristic(1),
    compareHeuristic(6)
  ]
}

/** 10,000 moves in 1,000 cycles of ten: planned, and checked by the independent checker. */
function planCycles(placeholders: number): string {
  const drafts = Array.from({ length: 1000 }, (_, i) => cycleOfHoppers(i * 10, 10)).flat()
  const world = toWorld(drafts, placeholders)
  const begin = performance.now()
  const { steps } = planRemap(world)
  const planned = performance.now()
  const [fault] = checkPlan(checkedBy(world, steps))
  const checked = performance.now()
  return `${drafts.length} moves, ${placeholders} placeholders: planned in ${took(begin, planned)}, checked in ${took(planned, checked)}, ${fault?.detail ?? 'legal'}`
}
