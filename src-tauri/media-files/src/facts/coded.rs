//! HEIC and AVIF (ISO 23008-12): what their directory says of the picture that is shown. Decoders differ in what of it
//! they heed, so it is read here.

use super::boxes::{first, inside};
use crate::reading::{be16, be32};

/// What the directory says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Coded {
    /// 1 to 8, as in EXIF.
    pub(crate) orientation: u8,
    /// Its colour profile.
    pub(crate) profile: Option<Vec<u8>>,
    /// Another picture in the file, of this number, says how clear it is.
    pub(crate) alpha: Option<u32>,
}

/// Reads the directory, which stands near the start of a file.
pub(crate) fn coded(start: &[u8]) -> Coded {
    let mut found = Coded { orientation: 1, ..Coded::default() };
    let Some(meta) = first(start, b"meta").and_then(|meta| meta.get(4..)) else { return found };
    let Some(properties) = first(meta, b"iprp") else { return found };
    let all: Vec<([u8; 4], &[u8])> = first(properties, b"ipco").into_iter().flat_map(inside).collect();
    let shown = first(meta, b"pitm").and_then(|item| if item.first() == Some(&0) { be16(item, 4).map(u32::from) } else { be32(item, 4) });
    let own = first(properties, b"ipma").zip(shown).and_then(|(list, shown)| of_item(list, shown)).unwrap_or_default();
    let (mut turned, mut mirrored) = (0, None);
    for (kind, body) in own.iter().filter_map(|number| all.get(number.checked_sub(1)?)) {
        match kind {
            b"irot" => turned = body.first().map_or(0, |turns| turns & 3),
            b"imir" => mirrored = body.first().map(|axis| axis & 1),
            b"colr" if matches!(body.get(..4), Some(b"prof" | b"rICC")) => found.profile = body.get(4..).map(<[u8]>::to_vec),
            _ => {}
        }
    }
    found.orientation = as_in_exif(turned, mirrored);
    let clear = |body: &[u8]| body.windows(5).any(|w| w == b"alpha") || body.windows(7).any(|w| w == b"auxid:1");
    let list = first(properties, b"ipma").unwrap_or_default();
    let is_clearness = |item: u32| {
        let own = of_item(list, item).unwrap_or_default();
        own.iter().filter_map(|number| all.get(number.checked_sub(1)?)).any(|(kind, body)| kind == b"auxC" && clear(body))
    };
    found.alpha = first(meta, b"iref").and_then(|refers| auxiliary(refers, shown?)).filter(|item| is_clearness(*item));
    found
}

/// The picture that stands beside another one.
fn auxiliary(refers: &[u8], shown: u32) -> Option<u32> {
    let long = *refers.first()? > 0;
    // From which, to how many, and those: of clearness always one.
    let of = |body: &[u8]| {
        let (from, to) = if long { (be32(body, 0)?, be32(body, 6)?) } else { (u32::from(be16(body, 0)?), u32::from(be16(body, 4)?)) };
        (to == shown).then_some(from)
    };
    inside(refers.get(4..)?).filter(|(kind, _)| kind == b"auxl").find_map(|(_, body)| of(body))
}

/// The file with another of its pictures as the one that is shown, for decoders that give only that one.
pub(crate) fn showing(bytes: &[u8], item: u32) -> Option<Vec<u8>> {
    let meta = first(bytes, b"meta")?;
    let shown = first(meta.get(4..)?, b"pitm")?;
    // Parts of the same bytes: how far in they start says where.
    let place = shown.as_ptr() as usize - bytes.as_ptr() as usize + 4;
    let mut other = bytes.to_vec();
    if shown.first() == Some(&0) {
        other.get_mut(place..place + 2)?.copy_from_slice(&u16::try_from(item).ok()?.to_be_bytes());
    } else {
        other.get_mut(place..place + 4)?.copy_from_slice(&item.to_be_bytes());
    }
    Some(other)
}

/// The numbers of an item's properties, from 1.
fn of_item(list: &[u8], wanted: u32) -> Option<Vec<usize>> {
    let (long_item, long_number) = (list.first()? & 0x7f > 0, list.get(3)? & 1 == 1);
    let mut place = 8;
    for _ in 0..be32(list, 4)?.min(65_536) {
        let item = if long_item { be32(list, place)? } else { u32::from(be16(list, place)?) };
        place += if long_item { 4 } else { 2 };
        let count = usize::from(*list.get(place)?);
        place += 1;
        let each = if long_number { 2 } else { 1 };
        if item == wanted {
            let number = |n: usize| {
                let at = place + n * each;
                Some(if long_number { usize::from(be16(list, at)? & 0x7fff) } else { usize::from(list.get(at)? & 0x7f) })
            };
            return (0..count).map(number).collect();
        }
        place += count * each;
    }
    None
}

/// Quarter turns to the left, then mirrored: top and bottom for 0, left and right for 1.
fn as_in_exif(turns: u8, mirrored: Option<u8>) -> u8 {
    match (turns, mirrored) {
        (0, Some(0)) | (2, Some(1)) => 4,
        (0 | 2, Some(_)) => 2,
        (1, None) => 8,
        (1, Some(0)) | (3, Some(1)) => 5,
        (1 | 3, Some(_)) => 7,
        (2, None) => 3,
        (3, None) => 6,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&((body.len() + 8) as u32).to_be_bytes()[..], kind, body].concat()
    }

    #[test]
    fn turning_colours_and_clearness_are_read_of_the_picture_that_is_shown() {
        let aux = atom(b"auxC", b"\0\0\0\0urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0");
        let other = atom(b"irot", &[2]);
        let list = [other, atom(b"irot", &[1]), atom(b"colr", b"profcolours"), aux].concat();
        let items = [0, 0, 0, 0, 0, 0, 0, 2, 0, 7, 2, 1, 4, 0, 9, 2, 0x82, 3];
        let properties = [atom(b"ipco", &list), atom(b"ipma", &items)].concat();
        let refers = atom(b"iref", &[vec![0; 4], atom(b"auxl", &[0, 7, 0, 1, 0, 9])].concat());
        let meta = [vec![0; 4], atom(b"pitm", &[0, 0, 0, 0, 0, 9]), refers, atom(b"iprp", &properties)].concat();
        let file = [atom(b"ftyp", b"avif\0\0\0\0"), atom(b"meta", &meta)].concat();
        let found = coded(&file);
        assert_eq!(found, Coded { orientation: 8, profile: Some(b"colours".to_vec()), alpha: Some(7) }, "of item 9, not of item 7");
        assert_eq!(showing(&file, 7).map(|other| coded(&other).orientation), Some(3), "the other can be shown instead");
        for end in 0..file.len() {
            let _ = coded(&file[..end]);
        }
    }
}
