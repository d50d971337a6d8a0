import { Type } from 'typebox'
import { UserExplanation } from '../../model/user-explanation.ts'
import { answerIn } from '../answer-in.ts'
import * as examples from '../examples/detect.ts'
import { operation } from '../operation.ts'
import { userText } from '../text/user-text.ts'
import type { Routes } from './needs.ts'

export const userRoutes: Routes = (app, { service }) => {
  app.get('/v1/users/:user', explainUser, async (request, reply) => {
    const explanation = await service.explainUser(request.params.user)
    return answerIn(request, reply, explanation, userText)
  })
}

const explainUser = operation({
  id: 'explainUser',
  method: 'GET',
  tag: 'Detect',
  role: 'reader',
  summary: 'Explain one user',
  description:
    'In four parts: which record and which account, how they were matched, in what they differ, what would be done and why. A renamed person is found by the old name and by the new one.',
  params: Type.Object({
    user: Type.String({
      minLength: 1,
      maxLength: 1024,
      pattern: '^[^\\u0000-\\u001f\\u007f]+$',
      description: 'systemuserid, DOMAIN\\name, UPN or e-mail address, percent-encoded'
    })
  }),
  hasEtag: true,
  answers: {
    200: {
      description: 'The user explained',
      schema: UserExplanation,
      example: examples.userExplanation,
      text: userText(examples.userExplanation)
    }
  },
  refusals: ['user-not-found', 'directory-unavailable', 'organization-unavailable']
})
