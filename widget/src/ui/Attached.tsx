import { fill } from '../locales/words.ts'
import { fileSize } from '../text/size.ts'
import { Icon } from './Icon.tsx'
import { useView } from './view.ts'

/** What goes along with the message that is being written. */
export function Attached() {
  const { chosen, words, locale, fileProblem } = useView()
  const problem = fileProblem.value
  if (chosen.value.length === 0 && problem === '') return null
  return (
    <ul class="attached">
      {chosen.value.map((file, place) => (
        <li key={`${place} ${file.name}`}>
          <Icon name="file" size={16} />
          <span class="file-name">{file.name}</span>
          <span class="quiet">{fileSize(file.size, locale)}</span>
          <button
            type="button"
            class="button tiny"
            aria-label={fill(words.removeFile, { name: file.name })}
            onClick={() => (chosen.value = chosen.value.filter((other) => other !== file))}
          >
            <Icon name="x" size={14} />
          </button>
        </li>
      ))}
      {problem !== '' && (
        <li class="problem" role="alert">
          {problem}
        </li>
      )}
    </ul>
  )
}
