//! Twenty tenants on one desk, one of them dead and one slow: nobody waits for them.

use app::wire::{FigureState, Health};
use conformance::World;
use futures_util::future::join_all;

#[tokio::test(flavor = "multi_thread")]
async fn eighteen_tenants_have_their_numbers_while_one_is_slow_and_one_dead() {
    let world = World::start().await;
    let crowd = world.crowd(18).await;
    // As after a start: whoever was signed in is not any more.
    let world = world.killed_beside_tenants().await;
    let asked = |tenant: &String| world.app.dashboard_refresh(tenant.clone());
    let dead = asked(&crowd.dead);
    let slow = asked(&crowd.slow);
    let healthy = join_all(crowd.healthy.iter().map(asked));
    tokio::pin!(dead, slow, healthy);
    tokio::select! {
        biased;
        _ = &mut dead => panic!("the dead one was over first"),
        _ = &mut slow => panic!("the slow one was over first"),
        all = &mut healthy => assert!(all.iter().all(Result::is_ok), "{all:?}"),
    }
    for tenant in &crowd.healthy {
        let card = world.app.dashboard_card(tenant.clone()).await.unwrap();
        assert!(answers(card.health), "{tenant}: {:?}", card.problem);
        assert!(!card.figures.is_empty(), "{tenant}");
        for figure in &card.figures {
            let loaded = !matches!(figure.value, FigureState::NotLoaded);
            assert!(loaded, "{tenant}: {}", figure.id);
        }
    }
    crowd.go_on();
    slow.await.unwrap();
    let card = world.app.dashboard_card(crowd.slow.clone()).await.unwrap();
    assert!(answers(card.health), "{:?}", card.problem);
}

/// An account may lack a right, and a busy machine be slow; the tenant answers all the same.
fn answers(health: Health) -> bool {
    matches!(
        health,
        Health::Healthy | Health::Slow | Health::RightMissing
    )
}
