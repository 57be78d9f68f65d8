declare module 'virtual:emoji/*' {
  const data: [group: number, sign: string, name: string, words: string][]
  export default data
}
