import type { ReactElement } from 'react'
import './Picture.css'

/** A conversation without words: a contact asks, an assistant answers, a person takes over on one rail. */
export function Picture(): ReactElement {
  return (
    <div className="picture" aria-hidden="true">
      <div className="picture-thread">
        <Turn voice="contact" lines={['62', '38']} />
        <Turn voice="assistant" lines={['88', '94', '54']} />
        <Turn voice="contact" lines={['46']} />
        <div className="picture-knot">
          <span />
        </div>
        <Turn voice="human" lines={['82', '64']} />
        <Turn voice="contact" lines={['34']} />
        <Turn voice="human" lines={['58']} />
      </div>
    </div>
  )
}

type Width = '34' | '38' | '46' | '54' | '58' | '62' | '64' | '82' | '88' | '94'

function Turn({ voice, lines }: { voice: 'contact' | 'assistant' | 'human'; lines: Width[] }): ReactElement {
  return (
    <div className={`picture-turn picture-${voice}`}>
      <span className="picture-mark" />
      <span className="picture-words">
        <i className="picture-name" />
        <span className="picture-box">
          {lines.map((width) => (
            <i className={`picture-${width}`} key={width} />
          ))}
        </span>
      </span>
    </div>
  )
}
