#[test]
fn runs() {
    assert_eq!(matrix_probe::answer(), 42);
}

#[test]
fn catch_unwind_catches() {
    assert!(std::panic::catch_unwind(|| panic!("a panic that is meant to be caught")).is_err());
}

// One that no version of the backend so far supports, for each architecture.
#[test]
#[cfg(target_arch = "x86_64")]
fn unsupported_intrinsic() {
    use std::arch::x86_64::{_mm_cvtss_f32, _mm_rcp_ss, _mm_set_ss};
    let reciprocal = unsafe { _mm_cvtss_f32(_mm_rcp_ss(_mm_set_ss(4.0))) };
    assert!((reciprocal - 0.25).abs() < 0.01);
}

#[test]
#[cfg(target_arch = "aarch64")]
fn unsupported_intrinsic() {
    use std::arch::aarch64::{vget_lane_f32, vrecpe_f32, vdup_n_f32};
    let reciprocal = unsafe { vget_lane_f32::<0>(vrecpe_f32(vdup_n_f32(4.0))) };
    assert!((reciprocal - 0.25).abs() < 0.01);
}
