//! What is stalled or held back, and until when; connections that are refused.

use std::io::ErrorKind;
use std::sync::{Arc, Mutex};

use sfcompute_tests::fault_proxy::{Delivery, Fault, Hold, Plan, Rule};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::{ANSWER, ASK, ASK_SLOWLY, Rig, assert_silent, read_exactly};

#[tokio::test]
async fn a_stall_lasts_until_the_client_gives_up() {
    // Delivered: before it stalls, and when all is over.
    for (delivery, during, after) in [
        (Delivery::Never, 0, 0),
        (Delivery::Before, 1, 1),
        (Delivery::Late, 0, 1),
    ] {
        let rig = Rig::with(Fault::Stall(delivery)).await;
        let told = Arc::new(Mutex::new(Vec::new()));
        let stalled = Arc::clone(&told);
        rig.proxy
            .on_stall(move |request| stalled.lock().unwrap().push(request.target().to_owned()));
        let mut connection = rig.connect().await;
        connection.write_all(ASK).await.unwrap();
        rig.proxy.until(|counts| counts.stalled == 1).await;
        assert_silent(&connection);
        assert_eq!(rig.asked(), during, "{delivery:?}");
        assert_eq!(*told.lock().unwrap(), ["/orders"]);
        drop(connection);
        rig.proxy.quiet().await;
        assert_eq!(rig.asked(), after, "{delivery:?}");
    }
}

#[tokio::test]
async fn a_delay_lasts_until_it_is_released() {
    let rig = Rig::with(Fault::Delay(Hold::Released)).await;
    let mut connection = rig.connect().await;
    connection.write_all(ASK).await.unwrap();
    rig.proxy.until(|counts| counts.held == 1).await;
    assert_silent(&connection);
    assert_eq!(rig.asked(), 1);
    rig.proxy.release();
    assert_eq!(read_exactly(&mut connection, ANSWER.len()).await, ANSWER);
    connection.write_all(ASK).await.unwrap();
    assert_eq!(read_exactly(&mut connection, ANSWER.len()).await, ANSWER);
}

#[tokio::test]
async fn a_delay_lasts_until_something_overtakes() {
    let rig = Rig::planned(Plan::script([
        Rule::new(Fault::Delay(Hold::Released)),
        Rule::new(Fault::Delay(Hold::Overtaken)),
    ]))
    .await;
    let mut slow = rig.connect().await;
    slow.write_all(ASK_SLOWLY).await.unwrap();
    rig.proxy.until(|counts| counts.under_way == 1).await;
    let mut delayed = rig.connect().await;
    delayed.write_all(ASK).await.unwrap();
    rig.proxy.until(|counts| counts.held == 1).await;
    assert_silent(&delayed);

    // The slow one is answered, and held back itself: nothing moves any more, so that the one
    // that was to be overtaken need not wait.
    rig.answer_slowly();
    assert_eq!(read_exactly(&mut delayed, ANSWER.len()).await, ANSWER);
    assert_silent(&slow);
    rig.proxy.release();
    assert_eq!(read_exactly(&mut slow, ANSWER.len()).await, ANSWER);
}

#[tokio::test]
async fn another_answer_overtakes_a_delayed_one() {
    let rig = Rig::planned(Plan::script([
        Rule::new(Fault::Duplicate),
        Rule::new(Fault::Delay(Hold::Overtaken)),
    ]))
    .await;
    let mut slow = rig.connect().await;
    slow.write_all(ASK_SLOWLY).await.unwrap();
    rig.proxy.until(|counts| counts.under_way == 1).await;
    let mut delayed = rig.connect().await;
    delayed.write_all(ASK).await.unwrap();
    rig.proxy.until(|counts| counts.held == 1).await;
    let mut quick = rig.connect().await;
    quick.write_all(ASK).await.unwrap();
    assert_eq!(read_exactly(&mut quick, ANSWER.len()).await, ANSWER);
    assert_eq!(read_exactly(&mut delayed, ANSWER.len()).await, ANSWER);
    // The slow one was there all the time.
    assert_silent(&slow);
    rig.answer_slowly();
    rig.answer_slowly();
    assert_eq!(read_exactly(&mut slow, ANSWER.len()).await, ANSWER);
    assert_eq!(rig.asked(), 4);
}

#[tokio::test]
async fn a_delay_with_nothing_to_overtake_it_is_none() {
    let rig = Rig::with(Fault::Delay(Hold::Overtaken)).await;
    let mut connection = rig.connect().await;
    connection.write_all(ASK).await.unwrap();
    assert_eq!(read_exactly(&mut connection, ANSWER.len()).await, ANSWER);
}

#[tokio::test]
async fn refused_connections_never_leave_and_the_port_comes_back() {
    let rig = Rig::planned(Plan::nothing()).await;
    let mut standing = rig.connect().await;
    standing.write_all(ASK).await.unwrap();
    assert_eq!(read_exactly(&mut standing, ANSWER.len()).await, ANSWER);
    for round in 0..3 {
        rig.proxy.refuse_connections().await;
        let error = TcpStream::connect(rig.proxy.address()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused, "{round}");
        // What was connected before is not touched.
        standing.write_all(ASK).await.unwrap();
        assert_eq!(read_exactly(&mut standing, ANSWER.len()).await, ANSWER);
        rig.proxy.take_connections().unwrap();
        let mut fresh = rig.connect().await;
        fresh.write_all(ASK).await.unwrap();
        assert_eq!(read_exactly(&mut fresh, ANSWER.len()).await, ANSWER);
    }
    assert_eq!(rig.asked(), 7);
}
