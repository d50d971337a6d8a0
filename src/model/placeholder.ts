import { Type, type Static } from 'typebox'
import { choice, component } from './schema.ts'

export const Placeholder = component(
  'Placeholder',
  'An account that no user record uses, kept for the hop.',
  {
    account: Type.String(),
    objectGuid: Type.Optional(Type.String()),
    distinguishedName: Type.Optional(Type.String()),
    status: choice(['free', 'leased', 'unfit']),
    reason: Type.Optional(Type.String()),
    leasedBy: Type.Optional(
      Type.String({ description: 'The execution that uses it, or the plan that it was made for' })
    )
  }
)
export type Placeholder = Static<typeof Placeholder>
