//! How instances come up: consoles, SSH, and what is told of them afterwards.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

fn booting(boot_seconds: u32) -> Market {
    let mut market = Market::with(EngineConfig {
        boot: BootTimes {
            boot_seconds,
            host_keys_seconds: 30,
        },
        ..EngineConfig::default()
    });
    let image = market.engine.add_public_image("ubuntu", b"abc", at(0));
    image.unwrap();
    market.nodes(1, 1, 1_000);
    market
}

/// The text of chunks with their numbers.
fn texts(chunks: Vec<LogChunk>) -> Vec<(u64, String)> {
    let text = |chunk: LogChunk| {
        let bytes = STANDARD.decode(chunk.data).unwrap();
        (chunk.seqnum, String::from_utf8(bytes).unwrap())
    };
    chunks.into_iter().map(text).collect()
}

impl Market {
    fn logs(&self, name: &str, filter: LogFilter, limit: usize) -> Vec<LogChunk> {
        self.engine
            .logs(self.ada, &path(name), filter, limit)
            .unwrap()
    }

    fn whole_log(&self, name: &str) -> Vec<(u64, String)> {
        texts(self.logs(name, LogFilter::default(), usize::MAX))
    }

    fn ssh(&self, name: &str) -> Result<SshView, Refusal> {
        self.engine.ssh(self.ada, &path(name))
    }
}

#[test]
fn ssh_answers_once_the_image_is_booted_and_keys_come_later() {
    let mut market = booting(120);
    market.start("a");
    let absent = |ssh: Result<SshView, Refusal>| assert_eq!(why(ssh).0, RefusalKind::NotFound);
    absent(market.ssh("a"));
    market.wait_until(2);
    assert_eq!(market.those(Running), ["a"]);
    absent(market.ssh("a"));
    market.wait_until(3);
    let early = market.ssh("a").unwrap();
    assert_eq!((early.port, early.host_keys.len()), (22, 0));
    assert_eq!((early.keys_tried_at, early.keys_read_at), (at(3), None));
    market.wait_until(4);
    let late = market.ssh("a").unwrap();
    let read_at = at(3).checked_add_seconds(30).unwrap();
    assert_eq!(
        (late.keys_tried_at, late.keys_read_at),
        (read_at, Some(read_at))
    );
    assert_eq!(late.hostname, early.hostname);
    // A key as SSH has it: its algorithm and 32 bytes, each behind its length.
    let [key] = late.host_keys.as_slice() else {
        panic!("{late:?}");
    };
    let blob = STANDARD.decode(&key.key).unwrap();
    assert_eq!(key.key_type, "ssh-ed25519");
    assert_eq!(blob[..15], *b"\0\0\0\x0bssh-ed25519");
    assert_eq!((blob[15..19].to_vec(), blob.len()), (vec![0, 0, 0, 32], 51));

    let other = market.engine.clone();
    assert_eq!(other.ssh(market.ada, &path("a")).unwrap(), late);
    market.fail("a").unwrap();
    absent(market.ssh("a"));
    market.terminate("a").unwrap();
    absent(market.ssh("a"));
    absent(market.engine.ssh(market.bo, &path("a")));
}

#[test]
fn what_replaces_an_instance_is_reached_with_user_data_only() {
    let mut market = booting(0);
    market.wait_until(1);
    market.start("a");
    let first = market.ssh("a").unwrap();
    market.replace("a", replacement("b")).unwrap();
    assert_eq!(why(market.ssh("b")).0, RefusalKind::NotFound);
    let with_data = Replacement {
        cloud_init_user_data: Some("QUJD"),
        ..replacement("c")
    };
    market.replace("b", with_data).unwrap();
    market.wait_until(2);
    let third = market.ssh("c").unwrap();
    // The same address, another machine.
    assert_eq!(third.hostname, first.hostname);
    market.replace("c", replacement("d")).unwrap();
    market.start("e");
    market.terminate("d").unwrap();
    market.wait_until(3);
    let other = market.ssh("e").unwrap();
    assert_ne!(other.hostname, first.hostname);
    assert_ne!(other.host_keys, third.host_keys);
}

#[test]
fn an_image_that_is_not_what_was_said_never_boots() {
    let mut market = booting(60);
    let ada = market.ada;
    let image = NewImage {
        workspace: DEFAULT_WORKSPACE,
        name: Some("torn"),
    };
    let torn = "sfc:image:ada:default:torn";
    let engine = &mut market.engine;
    engine.start_image(ada, image, at(0)).unwrap();
    let address = engine.part_address(ada, torn, 1, at(0)).unwrap();
    engine.put_part(&address, b"abc", at(0)).unwrap();
    engine
        .complete_image(ada, torn, &"0".repeat(64), at(0))
        .unwrap();
    let sku = market.sku_id();
    let from_torn = NewInstance {
        image: torn,
        ..new(&sku, "a")
    };
    market
        .engine
        .create_instance(ada, from_torn, at(0))
        .unwrap();
    market.wait_until(30);
    assert_eq!(market.those(Running), ["a"]);
    assert_eq!(why(market.ssh("a")).0, RefusalKind::NotFound);
    let log = market.whole_log("a");
    assert_eq!(log.len(), 2);
    assert!(log[1].1.contains("does not hash"), "{log:?}");
}

#[test]
fn a_console_tells_the_life_of_its_instance() {
    let mut market = booting(70);
    market.start("a");
    assert_eq!(market.whole_log("a"), []);
    market.wait_until(1);
    assert_eq!(
        market.whole_log("a"),
        [(0, "[       0] fetching image `ubuntu`\n".to_owned())]
    );
    market.wait_until(2);
    let booting = market.whole_log("a");
    assert_eq!(booting.len(), 7);
    // Booted at 70 seconds, then a line every minute: at 130, 190 and 250.
    market.wait_until(6);
    let up = market.whole_log("a");
    assert_eq!(up[..7], booting);
    assert_eq!(up.len(), 8 + 3);
    assert!(up[10].1.starts_with("[     250] up 3 min"), "{up:?}");
    let chunks = market.logs("a", LogFilter::default(), 1_000);
    assert!(chunks.iter().map(|chunk| chunk.at).is_sorted());
    let clock = |chunk: &LogChunk| (chunk.since_start_seconds, chunk.since_start_nanos);
    assert!(chunks.iter().map(clock).is_sorted());
    assert_eq!(chunks[7].at, at(1).checked_add_seconds(70).unwrap());

    market.terminate("a").unwrap();
    market.wait_until(60);
    let over = market.whole_log("a");
    assert_eq!((&over[..11], over.len()), (&up[..], 12));
    assert!(over[11].1.ends_with("power off: terminated\n"), "{over:?}");
    assert_eq!(market.logs("a", LogFilter::default(), 99)[11].at, at(6));
    // One that broke down says that, and no more.
    market.start("b");
    market.fail("b").unwrap();
    let failed = market.whole_log("b");
    market.wait_until(90);
    market.terminate("b").unwrap();
    assert_eq!(market.whole_log("b"), failed);
    assert!(
        failed.last().unwrap().1.contains("hardware fault"),
        "{failed:?}"
    );
}

#[test]
fn a_console_tells_of_infiniband() {
    let mut market = booting(0);
    let sku = market.rich_sku();
    let rich = market.engine.find_sku(&sku).unwrap();
    let ada = market.ada;
    let pool = market.engine.find_pool(ada, "main").unwrap();
    let engine = &mut market.engine;
    engine.grant(pool, rich, window(0, 9), 2, at(0)).unwrap();
    for (name, enable_infiniband) in [("with", true), ("without", false)] {
        let instance = NewInstance {
            enable_infiniband,
            ..new(&sku, name)
        };
        market.engine.create_instance(ada, instance, at(0)).unwrap();
        let log = market.whole_log(name);
        let tells = log.iter().any(|(_, text)| text.contains("ib0 is up"));
        assert_eq!(tells, enable_infiniband, "{log:?}");
    }
}

#[test]
fn chunks_are_asked_for_by_number_and_time() {
    let mut market = booting(70);
    market.start("a");
    market.wait_until(1_000);
    let all = market.logs("a", LogFilter::default(), usize::MAX);
    // Over at 1 000, when the nodes are gone.
    assert!(
        texts(all[all.len() - 1..].to_vec())[0]
            .1
            .contains("no node left")
    );
    let filters = |number: Option<u64>, time: Option<Timestamp>| {
        [false, true].map(|is_descending| {
            [
                LogFilter {
                    seqnum_after: number,
                    written_after: time,
                    is_descending,
                    ..LogFilter::default()
                },
                LogFilter {
                    seqnum_before: number,
                    written_before: time,
                    is_descending,
                    ..LogFilter::default()
                },
                LogFilter {
                    seqnum_after: number,
                    written_before: time,
                    is_descending,
                    ..LogFilter::default()
                },
            ]
        })
    };
    let numbers = [None, Some(0), Some(7), Some(8), Some(500), Some(u64::MAX)];
    let times = [
        None,
        Some(at(0)),
        Some(at(1)),
        Some(all[7].at),
        Some(at(500)),
        Some(at(2_000)),
    ];
    for (number, time) in numbers
        .iter()
        .flat_map(|number| times.map(|time| (*number, time)))
    {
        for filter in filters(number, time).concat() {
            let takes = |chunk: &&LogChunk| {
                filter
                    .seqnum_after
                    .is_none_or(|first| chunk.seqnum >= first)
                    && filter.seqnum_before.is_none_or(|last| chunk.seqnum <= last)
                    && filter.written_after.is_none_or(|after| chunk.at > after)
                    && filter.written_before.is_none_or(|before| chunk.at < before)
            };
            let mut expected: Vec<_> = all.iter().filter(takes).cloned().collect();
            if filter.is_descending {
                expected.reverse();
            }
            assert_eq!(market.logs("a", filter, usize::MAX), expected, "{filter:?}");
            expected.truncate(3);
            assert_eq!(market.logs("a", filter, 3), expected, "{filter:?}");
        }
    }
}

#[test]
fn events_tell_what_became_of_instances() {
    let mut market = booting(70);
    let ids = ["a", "b"].map(|name| {
        let key = market.start(name);
        market.engine.instance(key).unwrap().id.to_string()
    });
    market.wait_until(1);
    market.fail("a").unwrap();
    market.wait_until(2);
    market.replace("a", replacement("c")).unwrap();
    let events = market.engine.events().unwrap().into_iter();
    let own: Vec<_> = events
        .filter_map(|Event { at, kind }| {
            let (what, instance) = match kind {
                EventKind::InstanceMade { instance, account } => {
                    assert_eq!(account, "ada");
                    ("made", instance)
                }
                EventKind::InstanceStarted { instance } => ("started", instance),
                EventKind::InstanceFailed { instance } => ("failed", instance),
                EventKind::InstanceOver { instance, end } => (end.as_str(), instance),
                _ => return None,
            };
            let which = ids.iter().position(|id| *id == instance);
            Some(((at.as_seconds() - T0) / 60, what, which))
        })
        .collect();
    assert_eq!(
        own,
        [
            (0, "made", Some(0)),
            (0, "made", Some(1)),
            (1, "started", Some(0)),
            (1, "failed", Some(0)),
            (2, "made", None),
            (2, "started", None),
            (2, "replaced", Some(0)),
        ]
    );
}
