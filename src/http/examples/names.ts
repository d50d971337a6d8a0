/** The same few things run through all examples. */
export const base = 'https://relink.contoso.test'
export const scanId = '6f1c9a52-0d0e-4c39-9a5e-0a8f5b2f7d11'
export const planId = 'b3f2a7c8-5c3e-4d76-8f0a-3f4f1f0b9e21'
export const executionId = 'd94be1f3-7f6a-4b0e-a1f5-4f7f2f3c8a31'
export const organizationId = '1f6f6f39-2f4e-4a6f-9c1c-7a3c9e2b5d41'
export const systemUserId = '8c9f1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e51'
export const objectGuid = '2b7e1516-28ae-4d2a-abf7-158809cf4f61'
export const digest = 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

/** A page that is also the last. */
export function pageOf<Row>(...value: Row[]): { value: Row[]; totalCount: number } {
  return { value, totalCount: value.length }
}
