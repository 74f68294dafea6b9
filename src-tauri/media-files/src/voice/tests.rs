//! Recordings made here as browsers make them, whole and broken, and what becomes of them.

use std::io::Cursor;

use super::*;
use crate::{Facts, For, facts, judge};

/// One element: its name, its length in eight bytes as recorders write it, and what it holds.
fn element(name: &[u8], body: &[u8]) -> Vec<u8> {
    let mut all = name.to_vec();
    all.push(1);
    all.extend(&(body.len() as u64).to_be_bytes()[1..]);
    all.extend_from_slice(body);
    all
}

/// One whose length is not known while it is recorded.
fn endless(name: &[u8], body: &[u8]) -> Vec<u8> {
    [name, &[0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], body].concat()
}

fn head(channels: u8) -> Vec<u8> {
    let mut head = b"OpusHead\x01".to_vec();
    head.push(channels);
    head.extend(312_u16.to_le_bytes());
    head.extend(48_000_u32.to_le_bytes());
    head.extend([0, 0, 0]);
    head
}

/// A packet of 20 ms: silk and celt, one frame; `two` is the mark of two channels.
fn packet(at: usize, two: bool) -> Vec<u8> {
    let mut packet = vec![0x78 | if two { 4 } else { 0 }];
    packet.extend((0..60 + at % 250).map(|byte| (byte * 7 + at) as u8));
    packet
}

/// As Chromium records: a picture track beside it, clusters without a length, simple blocks.
fn webm(channels: u8, packets: usize) -> Vec<u8> {
    let picture = element(&[0xae], &[element(&[0xd7], &[1]), element(&[0x86], b"V_VP8")].concat());
    let sound = element(&[0xae], &[element(&[0xd7], &[2]), element(&[0x86], b"A_OPUS"), element(&[0x63, 0xa2], &head(channels))].concat());
    let mut inside = element(&[0x16, 0x54, 0xae, 0x6b], &[picture, sound].concat());
    for cluster in 0..packets.div_ceil(100) {
        let mut blocks = element(&[0xe7], &[0, 0]);
        for at in cluster * 100..packets.min(cluster * 100 + 100) {
            blocks.extend(element(&[0xa3], &[&[0x81, 0, 0, 0x80][..], b"a picture"].concat()));
            blocks.extend(element(&[0xa3], &[&[0x82, 0, 0, 0x80][..], &packet(at, channels == 2)].concat()));
        }
        inside.extend(endless(&[0x1f, 0x43, 0xb6, 0x75], &blocks));
    }
    let mut all = element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm"));
    all.extend(endless(&[0x18, 0x53, 0x80, 0x67], &inside));
    all
}

#[track_caller]
fn is_voice(note: &[u8], packets: usize) {
    let Facts::Sound(sound) = facts(&mut Cursor::new(note)).expect("reads") else { panic!("a sound") };
    assert_eq!((sound.container.as_str(), sound.codec.as_str(), sound.channels), ("ogg", "opus", Some(1)), "as WhatsApp plays it");
    assert_eq!(sound.duration_ms, Some(20 * packets as u64), "as long as it was recorded");
    let refused: Vec<_> = judge(&Facts::Sound(sound), For::Voice).into_iter().filter(|problem| problem.refuses).collect();
    assert_eq!(refused, [], "and Meta takes it");
}

#[test]
fn what_a_browser_records_becomes_a_voice_note_packet_for_packet() {
    for (channels, count) in [(1, 3), (2, 730)] {
        let note = voice_note(&webm(channels, count)).expect("becomes one");
        is_voice(&note, count);
        let back = ogg::read(&note).expect("reads");
        assert_eq!(back.packets, (0..count).map(|at| packet(at, channels == 2)).collect::<Vec<_>>(), "no packet is lost or touched");
        let again = voice_note(&note).expect("becomes one");
        assert_eq!(again, note, "a voice note stays the file it is");
    }
}

#[test]
fn every_page_carries_its_own_sum() {
    let note = voice_note(&webm(1, 400)).expect("becomes one");
    let mut rest = note.as_slice();
    let mut pages = 0;
    while rest.len() > 27 {
        let pieces = usize::from(rest[26]);
        let length = 27 + pieces + rest[27..27 + pieces].iter().map(|piece| usize::from(*piece)).sum::<usize>();
        let mut page = rest[..length].to_vec();
        let said: Vec<u8> = page[22..26].to_vec();
        page[22..26].fill(0);
        // By long division, bit for bit, as the standard writes it.
        let mut remainder = 0_u64;
        for byte in page.iter().chain(&[0, 0, 0, 0]) {
            for bit in (0..8).rev() {
                remainder = remainder << 1 | u64::from(byte >> bit & 1);
                if remainder >> 32 == 1 {
                    remainder ^= 0x1_04c1_1db7;
                }
            }
        }
        assert_eq!(said, (remainder as u32).to_le_bytes(), "page {pages}");
        rest = &rest[length..];
        pages += 1;
    }
    assert_eq!(pages, 2 + 8, "head, remarks, and a page for every second");
}

#[test]
fn a_recording_that_breaks_off_gives_what_came_before() {
    let whole = webm(1, 50);
    let note = voice_note(&whole[..whole.len() - 30]).expect("becomes one");
    is_voice(&note, 49);
}

#[test]
fn other_sound_is_left_to_be_converted_and_nothing_is_no_voice() {
    let code = |bytes: &[u8]| voice_note(bytes).err().map(|trouble| trouble.code);
    let mut other = webm(1, 3);
    let at = other.windows(6).position(|name| name == b"A_OPUS").expect("its codec");
    other[at..at + 6].copy_from_slice(b"A_FLAC");
    assert_eq!(code(&other), Some("conversion_failed"), "another codec needs another program");
    assert_eq!(code(&webm(6, 3)), Some("conversion_failed"), "six channels have to be decoded");
    assert_eq!(code(&webm(1, 0)), Some("damaged"), "silence of no length is no voice");
    assert_eq!(code(b"OggS"), Some("damaged"), "a name is no file");
    assert_eq!(code(b""), Some("conversion_failed"), "nor is nothing");
}

#[test]
fn a_recording_with_any_byte_wrong_is_taken_or_refused_and_never_falls_over() {
    let mut state = 0x9e37_79b9_u32;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize
    };
    let (webm, ogg) = (webm(2, 40), voice_note(&webm(1, 40)).expect("becomes one"));
    for round in 0..4_000 {
        let mut broken = if round % 2 == 0 { webm.clone() } else { ogg.clone() };
        // The head decides most, so half of them are broken there.
        let until = if round % 4 < 2 { 200 } else { broken.len() };
        for _ in 0..=random() % 5 {
            let at = random() % until;
            broken[at] = random() as u8;
        }
        if round % 5 == 0 {
            broken.truncate(random() % broken.len());
        }
        if let Ok(note) = voice_note(&broken) {
            let Ok(Facts::Sound(sound)) = facts(&mut Cursor::new(&note)) else { panic!("what comes out is a sound, round {round}") };
            assert_eq!((sound.codec.as_str(), sound.channels), ("opus", Some(1)), "and one that is played, round {round}");
        }
    }
}
