import { RelinkError } from '../errors.ts'

/** Every server told what it holds, and it is not this: no later attempt finds it. */
export class HeldByNobody extends RelinkError {
  constructor(places: readonly string[]) {
    super('directory-unavailable', {
      detail:
        `No server of DIRECTORY_URL holds ${places.join(' or ')}: correct the name, or add a domain ` +
        'controller of that domain there, or the global catalog (ldaps://…:3269).'
    })
  }
}
