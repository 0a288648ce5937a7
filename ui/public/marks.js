// Text of foreign origin on the small static pages, with what nobody can see as marks. No package:
// what stands here is all that runs.
'use strict'

/** What the characters are called that nobody sees, or that turn the direction of others. */
const NAMES = {
  9: 'tab',
  10: 'line feed',
  13: 'carriage return',
  32: 'space',
  0: 'null',
  8: 'backspace',
  27: 'escape',
  127: 'delete',
  0x85: 'next line',
  0xa0: 'no-break space',
  0xad: 'soft hyphen',
  0x34f: 'grapheme joiner',
  0x61c: 'Arabic letter mark',
  0x115f: 'Hangul filler',
  0x1160: 'Hangul filler',
  0x1680: 'Ogham space',
  0x17b4: 'Khmer vowel',
  0x17b5: 'Khmer vowel',
  0x180e: 'Mongolian vowel separator',
  0x2000: 'en quad',
  0x2001: 'em quad',
  0x2002: 'en space',
  0x2003: 'em space',
  0x2004: 'three-per-em space',
  0x2005: 'four-per-em space',
  0x2006: 'six-per-em space',
  0x2007: 'figure space',
  0x2008: 'punctuation space',
  0x2009: 'thin space',
  0x200a: 'hair space',
  0x200b: 'zero width space',
  0x200c: 'zero width non-joiner',
  0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'end of direction',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x202f: 'narrow no-break space',
  0x205f: 'mathematical space',
  0x2060: 'word joiner',
  0x2061: 'function application',
  0x2062: 'invisible times',
  0x2063: 'invisible separator',
  0x2064: 'invisible plus',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'end of isolate',
  0x2800: 'empty braille pattern',
  0x3000: 'ideographic space',
  0x3164: 'Hangul filler',
  0xfeff: 'byte order mark',
  0xffa0: 'Hangul filler',
  0xfff9: 'annotation anchor',
  0xfffa: 'annotation separator',
  0xfffb: 'annotation end',
  0xfffc: 'object replacement',
  0xfffd: 'replacement character',
}

/** What a character is called, by its number. */
function nameOf(number) {
  if (NAMES[number]) return NAMES[number]
  if ((number >= 0xfe00 && number <= 0xfe0f) || (number >= 0xe0100 && number <= 0xe01ef))
    return 'variation selector'
  if (/\p{M}/u.test(String.fromCodePoint(number))) return 'stacked accent'
  if (number >= 0xe0000 && number <= 0xe007f) return 'invisible tag'
  if (number >= 0xe000 && number <= 0xf8ff) return 'private character'
  return number < 32 || (number >= 128 && number < 160)
    ? 'control character'
    : 'invisible character'
}

/** Everything that is not plainly seen. The core marks it; what it missed is marked here. */
const UNSEEN =
  // oxlint-disable-next-line no-misleading-character-class -- each of them alone is what is looked for
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{2800}\u{3164}\u{fe00}-\u{fe0f}\u{ffa0}\u{fffc}\u{fffd}\u{e0100}-\u{e01ef}]|(?! )\p{Zs}/u

const codeOf = (letter) => `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`

/** An element with a text, which is never more than a text. */
function made(name, text, look) {
  const element = document.createElement(name)
  if (text !== undefined) element.textContent = text
  if (look) element.className = look
  return element
}

/** The mark of one character: its number and what it is called. */
function sign(code, words) {
  const element = made('span', `⟨${code} ${words}⟩`, 'sign')
  element.dataset.code = code
  return element
}

/** A plain text as elements, what cannot be seen as marks; `lines` may stay what they are. */
function plain(text, lines) {
  const parts = []
  let seen = ''
  const end = () => {
    if (seen !== '') parts.push(document.createTextNode(seen))
    seen = ''
  }
  for (const letter of text) {
    if (UNSEEN.test(letter) && !(lines && /[\n\t]/.test(letter))) {
      end()
      parts.push(sign(codeOf(letter), nameOf(letter.codePointAt(0))))
    } else seen += letter
  }
  end()
  return parts
}

/** One run of a text as the core marked it. */
function marked({ text, mark }, lines) {
  if (!mark) return plain(text, lines)
  if (lines && mark.code === 'U+000A') return plain('\n', lines)
  if (mark.kind === 'lookAlike') {
    return [sign(`${text} ${mark.code}`, `looks like “${mark.of}”`)]
  }
  return [sign(mark.code, nameOf(Number.parseInt(mark.code.slice(2), 16)))]
}

/** A text of foreign origin as one element, whose direction cannot leave it. */
// oxlint-disable-next-line no-unused-vars -- the pages that load this file before their own call it
function foreign(runs, name = 'bdi') {
  const element = made(name)
  const lines = name === 'pre'
  element.dir = 'ltr'
  const parts =
    typeof runs === 'string' ? plain(runs, lines) : runs.flatMap((run) => marked(run, lines))
  element.append(...parts)
  return element
}
