import t from 'tap'
import { runningScan, finishedScan } from '../../src/http/examples/detect.ts'
import { finishedExecution } from '../../src/http/examples/execute.ts'
import { plan, planSummary } from '../../src/http/examples/plan.ts'
import { showExecution, showPlan, showPlanSummary, showScan } from '../../src/http/show-work.ts'

t.test('links are absolute, the hint is there while there is something to wait for', async t => {
  const base = 'https://x.test/relink'
  const scan = showScan(base, runningScan)
  t.equal(scan.mismatchesLink, `${base}/v1/scans/${scan.scanId}/mismatches`)
  t.equal(scan.nextPollSeconds, 2)
  t.notOk('nextPollSeconds' in showScan(base, finishedScan))
  const execution = showExecution(base, finishedExecution)
  t.equal(execution.usersLink, `${base}/v1/executions/${execution.executionId}/users`)
  for (const shown of [showPlan(base, plan), showPlanSummary(base, planSummary)]) {
    t.equal(shown.stepsLink, `${base}/v1/plans/${plan.planId}/steps`)
    t.equal(shown.blockedLink, `${base}/v1/plans/${plan.planId}/blocked`)
  }
})
