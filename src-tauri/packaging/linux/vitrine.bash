# Completion of vitrine(1). It reads the words from the program's own help, so that it cannot lag behind.
_vitrine()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=() i
    COMPREPLY=()
    case $before in
        --shop)
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            return
            ;;
        --as)
            return
            ;;
        --demo)
            mapfile -t COMPREPLY < <(compgen -W 'shoes cafe hardware' -- "$word")
            return
            ;;
        --*-file | --rejected | --ui)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
    esac
    # The commands typed so far: everything that is neither an option nor an option's value.
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --shop | --as | --passphrase-file) ((i++)) ;;
            -*) ;;
            *) words+=("${COMP_WORDS[i]}") ;;
        esac
    done
    local help
    help=$(vitrine "${words[@]}" --help 2> /dev/null) || {
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
    }
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(grep -oE -- '--[a-z][a-z-]*' <<< "$help")" -- "$word")
    elif [[ $help == *$'\nCommands:'* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p' <<< "$help")" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _vitrine vitrine
