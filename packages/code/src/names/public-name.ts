/** `VITE_X`, `NEXT_PUBLIC_X`: bundlers put it into what a browser loads, when they build it. */
export function isPublicName(name: string): boolean {
  return /^(?:VITE|NEXT_PUBLIC|REACT_APP|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP)_/.test(name);
}
