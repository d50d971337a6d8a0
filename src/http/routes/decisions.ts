import { Type } from 'typebox'
import { Plan } from '../../model/plan.ts'
import { Decision } from '../../model/requests.ts'
import { Id, ref } from '../../model/schema.ts'
import * as examples from '../examples/plan.ts'
import { operation } from '../operation.ts'
import { showPlan } from '../show-work.ts'
import type { Routes } from './needs.ts'

const params = Type.Object({ planId: Id })

export const decisionRoutes: Routes = (app, { service, baseUrl }) => {
  app.post('/v1/plans/:planId/approve', approvePlan, async request => {
    const { caller, params, body } = request
    return showPlan(baseUrl(request), await service.approvePlan(caller, params.planId, body))
  })

  app.post('/v1/plans/:planId/reject', rejectPlan, async request => {
    const { caller, params, body } = request
    return showPlan(baseUrl(request), await service.rejectPlan(caller, params.planId, body))
  })
}

const approvePlan = operation({
  id: 'approvePlan',
  method: 'POST',
  tag: 'Plan',
  role: 'approver',
  summary: 'Approve a plan',
  description:
    'Bound to exactly this plan by its `digest`. The author of a plan cannot approve it. ' +
    'Repeated by the same approver it changes nothing.',
  params,
  body: { schema: ref(Decision), example: examples.decision },
  answers: {
    200: { description: 'The plan as it is now', schema: Plan, example: examples.approvedPlan }
  },
  refusals: [
    'author-cannot-approve',
    'plan-not-found',
    'digest-mismatch',
    'not-possible-now',
    'plan-expired'
  ]
})

const rejectPlan = operation({
  id: 'rejectPlan',
  method: 'POST',
  tag: 'Plan',
  role: 'approver',
  summary: 'Reject a plan',
  description: 'Bound to exactly this plan by its `digest`. A rejected plan can never be executed.',
  params,
  body: { schema: ref(Decision), example: examples.decision },
  answers: {
    200: { description: 'The plan as it is now', schema: Plan, example: examples.rejectedPlan }
  },
  refusals: ['plan-not-found', 'digest-mismatch', 'not-possible-now', 'plan-expired']
})
