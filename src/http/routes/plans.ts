import { Type } from 'typebox'
import { Plan } from '../../model/plan.ts'
import { PlanRequest } from '../../model/requests.ts'
import { Id, ref } from '../../model/schema.ts'
import { answerIn } from '../answer-in.ts'
import * as examples from '../examples/plan.ts'
import { pageOf } from '../examples/names.ts'
import { operation } from '../operation.ts'
import { pageFields, showList, toFilter, toPage } from '../page.ts'
import { BlockedList, PlanList, StepList } from '../schemas.ts'
import { showPlan, showPlanSummary } from '../show-work.ts'
import { planText } from '../text/plan-text.ts'
import { Equals, equalsOneOf, query, type Routes } from './needs.ts'

const tag = 'Plan'
const params = Type.Object({ planId: Id })

export const planRoutes: Routes = (app, { service, baseUrl }) => {
  app.post('/v1/plan-remap', planRemap, async (request, reply) => {
    const plan = await service.planRemap(request.caller, request.body)
    reply.code(201).header('location', `${baseUrl(request)}/v1/plans/${plan.planId}`)
    return showPlan(baseUrl(request), plan)
  })

  app.get('/v1/plans', listPlans, async (request, reply) => {
    const listed = await service.listPlans(toFilter(request.query), toPage(request.query))
    const rows = listed.rows.map(plan => showPlanSummary(baseUrl(request), plan))
    return showList(request, reply, baseUrl(request), { ...listed, rows })
  })

  app.get('/v1/plans/:planId', getPlan, async (request, reply) => {
    const plan = showPlan(baseUrl(request), await service.getPlan(request.params.planId))
    return answerIn(request, reply, plan, planText)
  })

  app.get('/v1/plans/:planId/steps', listSteps, async (request, reply) => {
    const listed = await service.listSteps(request.params.planId, toPage(request.query))
    return showList(request, reply, baseUrl(request), listed)
  })

  app.get('/v1/plans/:planId/blocked', listBlocked, async (request, reply) => {
    const listed = await service.listBlocked(request.params.planId, toPage(request.query))
    return showList(request, reply, baseUrl(request), listed)
  })
}

const planRemap = operation({
  id: 'planRemap',
  method: 'POST',
  tag,
  role: 'planner',
  summary: 'Make an immutable plan',
  description:
    '`scanId` or `targets` is required; `systemUserIds` and `kinds` narrow the scan; `targets` ' +
    "is a person's own decision and beats what was detected. Users it leaves alone are in `blocked`.",
  body: { schema: ref(PlanRequest), example: examples.planRequest },
  answers: {
    201: {
      description: 'The plan',
      schema: Plan,
      example: examples.plan,
      headers: ['Location']
    }
  },
  refusals: [
    'scan-not-found',
    'scan-not-finished',
    'nothing-to-remap',
    'plan-too-large',
    'managed-by-entra',
    'scan-of-another-organization',
    'placeholder-unfit',
    'directory-unavailable',
    'organization-unavailable'
  ]
})

const listPlans = operation({
  id: 'listPlans',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List plans',
  description: 'Newest first, without their steps.',
  query: query({
    ...pageFields,
    status: equalsOneOf([
      'AwaitingApproval',
      'Approved',
      'Rejected',
      'Executing',
      'Executed',
      'Expired'
    ]),
    changeNumber: Equals
  }),
  answers: {
    200: {
      description: 'A page of plans',
      schema: PlanList,
      example: pageOf(examples.planSummary),
      headers: ['Link']
    }
  }
})

const getPlan = operation({
  id: 'getPlan',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'Read a plan',
  description: 'With at most 200 steps and 200 blocked users inside; all are under their links.',
  params,
  hasEtag: true,
  answers: {
    200: {
      description: 'The plan',
      schema: Plan,
      example: examples.plan,
      text: planText(examples.plan)
    }
  },
  refusals: ['plan-not-found']
})

const listSteps = operation({
  id: 'listSteps',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List the steps of a plan',
  description: 'In their order; `after` holds what each must wait for.',
  params,
  query: query(pageFields),
  answers: {
    200: {
      description: 'A page of steps',
      schema: StepList,
      example: pageOf(...examples.steps),
      headers: ['Link']
    }
  },
  refusals: ['plan-not-found']
})

const listBlocked = operation({
  id: 'listBlocked',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List the users that a plan leaves alone',
  description: 'Each with a code and the reason.',
  params,
  query: query(pageFields),
  answers: {
    200: {
      description: 'A page of blocked users',
      schema: BlockedList,
      example: pageOf(examples.blocked),
      headers: ['Link']
    }
  },
  refusals: ['plan-not-found']
})
