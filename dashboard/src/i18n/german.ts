// All of German in one file to fetch.
export default import.meta.glob<object>('./de/*.json', { eager: true, import: 'default' })
