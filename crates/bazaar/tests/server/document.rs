//! The published contract.

use std::path::Path;

use serde_json::Value;

#[test]
fn the_generated_document_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let now = rapport_bazaar::openapi();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == now,
        "openapi.json is stale; run with UPDATE=1 to write it again"
    );
}

#[test]
fn every_answer_is_declared_by_its_own_status() {
    let document: Value = serde_json::from_str(&rapport_bazaar::openapi()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut operations = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations += 1;
            let responses = operation["responses"].as_object().unwrap();
            assert!(
                responses.keys().any(|status| status.starts_with('2')),
                "{method} {path}"
            );
            for (status, response) in responses {
                let named = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
                assert!(
                    named,
                    "{method} {path} declares {status}: no default, no wildcard"
                );
                if !status.starts_with('2') {
                    let problem = &response["content"]["application/problem+json"]["schema"];
                    assert_eq!(
                        problem["$ref"], "#/components/schemas/Problem",
                        "{method} {path}"
                    );
                }
            }
            assert!(
                operation["security"][0]["bearer"].is_array(),
                "{method} {path} needs a token"
            );
        }
    }
    assert_eq!(operations, 36, "every endpoint is in the document");
}

#[test]
fn every_reference_leads_somewhere() {
    let text = rapport_bazaar::openapi();
    let document: Value = serde_json::from_str(&text).unwrap();
    for part in text.split("\"$ref\": \"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}
